import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // The contrast test reads the style sheet itself.
    css: true,
  },
});
