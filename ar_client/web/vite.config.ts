import { defineConfig } from "vite";

// Where `faultlens serve` listens while the page itself comes from `npm run dev`.
const SERVER = "http://127.0.0.1:8000";

export default defineConfig({
  // Relative addresses, so that the page also works below a path of a reverse proxy.
  base: "./",
  build: {
    target: "es2022",
    // Nothing inline: the page is served under the policy default-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      "/stream": { target: SERVER, ws: true },
      "/models": { target: SERVER },
    },
  },
});
