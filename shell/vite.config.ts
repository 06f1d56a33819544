import { fileURLToPath } from 'node:url'
import { sourceNames } from '@portico/shared-libs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { frameScript } from './build/frame-script.ts'
import { patchLibraries } from './build/library-patches.ts'
import { shellManifest } from './build/shell-manifest.ts'
import { shellProtocol } from './build/shell-protocol.ts'
import packageFile from './package.json' with { type: 'json' }

const version = process.env.PORTICO_VERSION ?? packageFile.version

export default defineConfig({
  base: `/a/shell/${version}/`,
  plugins: [patchLibraries(), react(), frameScript(), shellManifest(version), shellProtocol()],
  resolve: {
    alias: [
      {
        find: /^import-html-entry$/,
        replacement: fileURLToPath(new URL('src/host/sandbox/html-entry.ts', import.meta.url)),
      },
    ],
  },
  // Pages and artifacts may have different origins: what scripts load, they find beside themselves.
  experimental: {
    renderBuiltUrl: (_file, { hostType }) => (hostType === 'js' ? { relative: true } : undefined),
  },
  build: {
    outDir: process.env.PORTICO_DIST || 'dist',
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: { polyfill: false },
    // One React for the shell and the apps: the page's import map leads these to the shared artifact.
    rolldownOptions: {
      external: /^react(-dom)?(\/|$)/,
      output: { sourcemapPathTransform: sourceNames(import.meta.dirname) },
    },
  },
})
