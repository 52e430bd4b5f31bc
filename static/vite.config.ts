// A few pages, one build. Everything is served by Blisko itself under a strict policy, so nothing is inlined:
// no data: assets, no inline polyfill, no style attributes in the HTML.
import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The style of the map names its fonts by these addresses: two weights, letters of Polish, Czech and German.
const MAP_FONTS = ['latin-500', 'latin-600', 'latin-ext-500', 'latin-ext-600'].map((part) => `noto-sans-${part}-normal.woff2`);

const mapFonts = {
  name: 'map-fonts',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => void }) {
    for (const name of MAP_FONTS) {
      const file = new URL(`node_modules/@fontsource/noto-sans/files/${name}`, import.meta.url);
      this.emitFile({ type: 'asset', fileName: `fonts/${name}`, source: readFileSync(file) });
    }
  },
};

export default defineConfig({
  plugins: [svelte(), mapFonts],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The server reads from it how the files of its own pages are called.
    manifest: true,
    rollupOptions: {
      input: [
        'desk.html', 'find.html', 'sign-in.html', 'api.html', 'map.html', 'admin.html',
        'src/locator/main.ts', 'src/locator/worker.ts', 'src/embed/blisko-locator.ts',
      ],
    },
  },
  server: {
    // `npm run dev` beside a running `blisko serve`.
    proxy: { '/api/v1': 'http://127.0.0.1:8080', '/openapi.json': 'http://127.0.0.1:8080', '/tiles': 'http://127.0.0.1:8080', '/fonts': 'http://127.0.0.1:8080' },
  },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
});
