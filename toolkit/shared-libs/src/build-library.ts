import { build, esmExternalRequirePlugin, type Rolldown } from 'vite'
import { getLibrary } from './catalogue.ts'
import { createEntries, entryIdOf, groupWithMain } from './entries-plugin.ts'
import { hashFiles } from './integrity.ts'
import type { SharedLibrary } from './library.ts'

export interface LibraryBuild {
  /** The folder from which the library is found, absolute. */
  root: string
  outDir: string
  /** Left out: all that the library shares. */
  specifiers?: string[]
}

/** Files of one built library; paths are relative to its folder. */
export interface BuiltLibrary {
  /** Bare specifier -> file. */
  exports: Record<string, string>
  /** File -> files it imports statically. */
  imports: Record<string, string[]>
  /** File -> `sha384-...`. */
  integrity: Record<string, string>
}

/** Builds a library for browsers, in production mode; what it requires of other libraries stays a bare specifier. */
export async function buildLibrary(library: SharedLibrary, options: LibraryBuild): Promise<BuiltLibrary> {
  const specifiers = options.specifiers ?? library.listSpecifiers(options.root)
  const chunks = await bundle(library, specifiers, options)
  const files = chunks.map(chunk => chunk.fileName)
  return {
    exports: Object.fromEntries(specifiers.map(specifier => [specifier, fileOf(specifier, chunks)])),
    imports: Object.fromEntries(
      chunks.map(chunk => [chunk.fileName, chunk.imports.filter(file => files.includes(file))]),
    ),
    integrity: await hashFiles(options.outDir, files),
  }
}

async function bundle(
  library: SharedLibrary,
  specifiers: string[],
  { root, outDir }: LibraryBuild,
): Promise<Rolldown.OutputChunk[]> {
  const external = Object.keys(library.requires).flatMap(name => getLibrary(name).listSpecifiers(root))
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [createEntries(library, root), esmExternalRequirePlugin({ external })],
    build: {
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(specifiers.map(each => [each.replaceAll(/[@/]/g, '_'), entryIdOf(each)])),
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: { groups: [{ name: groupWithMain(library) }] },
        },
      },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap(each =>
    'output' in each ? each.output : [],
  )
  return outputs.filter(file => file.type === 'chunk')
}

function fileOf(specifier: string, chunks: Rolldown.OutputChunk[]): string {
  const chunk = chunks.find(each => each.facadeModuleId === `\0${entryIdOf(specifier)}`)
  if (chunk === undefined) throw new Error(`The build has no file for ${specifier}`)
  return chunk.fileName
}
