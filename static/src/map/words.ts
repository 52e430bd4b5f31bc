// The map's own words.
import type { Language } from './interface';

interface Words {
  map: string;
  zoomIn: string;
  zoomOut: string;
  locate: string;
  attribution: string;
  /** Shown over the map when a single finger or the wheel alone does nothing. */
  twoFingers: string;
  ctrlZoom: string;
  cmdZoom: string;
}

export const WORDS: Record<Language, Words> = {
  pl: {
    map: 'Mapa',
    zoomIn: 'Przybliż',
    zoomOut: 'Oddal',
    locate: 'Pokaż moje położenie',
    attribution: 'Źródła mapy',
    twoFingers: 'Przesuwaj mapę dwoma palcami',
    ctrlZoom: 'Aby przybliżyć mapę, przytrzymaj Ctrl i przewiń',
    cmdZoom: 'Aby przybliżyć mapę, przytrzymaj ⌘ i przewiń',
  },
  cs: {
    map: 'Mapa',
    zoomIn: 'Přiblížit',
    zoomOut: 'Oddálit',
    locate: 'Ukázat moji polohu',
    attribution: 'Zdroje mapy',
    twoFingers: 'Mapu posunete dvěma prsty',
    ctrlZoom: 'Mapu přiblížíte kolečkem s klávesou Ctrl',
    cmdZoom: 'Mapu přiblížíte kolečkem s klávesou ⌘',
  },
  en: {
    map: 'Map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    locate: 'Show my position',
    attribution: 'Map sources',
    twoFingers: 'Use two fingers to move the map',
    ctrlZoom: 'Use Ctrl and scroll to zoom the map',
    cmdZoom: 'Use ⌘ and scroll to zoom the map',
  },
};
