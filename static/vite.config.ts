// Three pages, one build. Everything is served by Blisko itself under a strict policy, so nothing is inlined:
// no data: assets, no inline polyfill, no style attributes in the HTML.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['find.html', 'sign-in.html', 'api.html'] },
  },
  server: {
    // `npm run dev` beside a running `blisko serve`.
    proxy: { '/api/v1': 'http://127.0.0.1:8080', '/openapi.json': 'http://127.0.0.1:8080' },
  },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
});
