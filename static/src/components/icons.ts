// Lucide icons (ISC licence), only those in use. The wrapper is dropped: Icon.svelte draws its own.
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import ban from 'lucide-static/icons/ban.svg?raw';
import braces from 'lucide-static/icons/braces.svg?raw';
import calendarClock from 'lucide-static/icons/calendar-clock.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleHelp from 'lucide-static/icons/circle-question-mark.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import eyeOff from 'lucide-static/icons/eye-off.svg?raw';
import globe from 'lucide-static/icons/globe.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import locate from 'lucide-static/icons/locate-fixed.svg?raw';
import logOut from 'lucide-static/icons/log-out.svg?raw';
import mail from 'lucide-static/icons/mail.svg?raw';
import mapPin from 'lucide-static/icons/map-pin.svg?raw';
import messageWarning from 'lucide-static/icons/message-square-warning.svg?raw';
import moon from 'lucide-static/icons/moon.svg?raw';
import phone from 'lucide-static/icons/phone.svg?raw';
import refresh from 'lucide-static/icons/refresh-cw.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import sliders from 'lucide-static/icons/sliders-horizontal.svg?raw';
import store from 'lucide-static/icons/store.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import sunMoon from 'lucide-static/icons/sun-moon.svg?raw';
import tag from 'lucide-static/icons/tag.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import wrench from 'lucide-static/icons/wrench.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';

const files = {
  arrowLeft, ban, braces, calendarClock, check, chevronDown, circleCheck, circleHelp, circleX, clock,
  copy, eye, eyeOff, globe, info, keyboard, locate, logOut, mail, mapPin, messageWarning, moon, phone, refresh, search, sliders,
  store, sun, sunMoon, tag, triangleAlert, wrench, x,
};

export type IconName = keyof typeof files;

/** What stands inside the `<svg>` of each icon. */
export const drawings = Object.fromEntries(
  Object.entries(files).map(([name, svg]) => [name, svg.replace(/^[^]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')]),
) as Record<IconName, string>;
