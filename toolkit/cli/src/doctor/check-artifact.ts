import { type Manifest, ManifestError, parseManifest } from '@portico/micro-app/manifest'
import type { ArtifactFiles, FoundFile } from './artifact-files.ts'
import { checkStyle } from './check-style.ts'
import { type Finding, finding } from './finding.ts'
import { readScript, type ScriptFacts } from './read-script.ts'

/** Of one build; the largest artifact has fewer. */
const MAX_FILES = 5_000
const SCRIPT = /\.m?js$/

/** What a built app is, and what is wrong with it. Null: there is no artifact. */
export async function checkArtifact(
  files: ArtifactFiles,
): Promise<{ manifest: Manifest | null; findings: Finding[] } | null> {
  const file = await files.find('portico.json')
  if (file === null) return null
  if (isHtml(file)) return null
  const manifest = readManifest(files, file.text)
  if ('code' in manifest) return { manifest: null, findings: [manifest] }
  const findings: Finding[] = []
  for (const path of listFiles(manifest).slice(0, MAX_FILES))
    findings.push(...(await checkFile(files, manifest, path)))
  return { manifest, findings: distinct(findings) }
}

function readManifest(files: ArtifactFiles, text: string): Manifest | Finding {
  try {
    return parseManifest(text)
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    return finding('MANIFEST_INVALID', files.placeOf('portico.json'), `${error.code}: ${error.message}.`)
  }
}

function listFiles({ entry, css, preload, integrity }: Manifest): string[] {
  return [...new Set([entry, ...preload, ...css, ...Object.keys(integrity)])]
}

async function checkFile(files: ArtifactFiles, manifest: Manifest, path: string): Promise<Finding[]> {
  const place = files.placeOf(path)
  const file = await files.find(path)
  if (file === null) return [finding('CHUNK_MISSING', place, 'The manifest names it, and it is not there.')]
  if (isHtml(file)) return [finding('HTML_FOR_SCRIPT', place, 'It is a page of HTML.')]
  if (path.endsWith('.css')) return checkStyle(manifest, place, file.text)
  if (!SCRIPT.test(path) || manifest.classic !== undefined) return []
  const script = readScript(file.text)
  if (script === null) return [finding('MANIFEST_INVALID', place, 'It is no JavaScript module.')]
  return [
    ...checkLifecycles(manifest, path, place, script),
    ...script.bareGlobals.map(name => finding('BARE_GLOBAL', place, `It reads ${name}, which no page has.`)),
    ...(await checkImports(files, { manifest, path, place, script })),
  ]
}

/** By its beginning too: a folder has no types, and servers send start pages as any type. */
function isHtml({ text, contentType }: FoundFile): boolean {
  return (
    /^text\/html\b/i.test(contentType ?? '') || /^\s*(?:<!doctype html|<html[\s>])/i.test(text.slice(0, 500))
  )
}

function checkLifecycles(
  { entry }: Manifest,
  path: string,
  place: string,
  { exports }: ScriptFacts,
): Finding[] {
  if (path !== entry) return []
  const missing = ['mount', 'unmount'].filter(name => !exports.includes(name))
  if (missing.length === 0) return []
  return [finding('LIFECYCLE_MISSING', place, `The entry does not export ${missing.join(' and ')}.`)]
}

interface CheckedScript {
  manifest: Manifest
  path: string
  place: string
  script: ScriptFacts
}

async function checkImports(
  files: ArtifactFiles,
  { manifest, path, place, script }: CheckedScript,
): Promise<Finding[]> {
  const findings = await Promise.all(
    script.imports.map(async specifier => {
      if (/^[a-z]+:/i.test(specifier)) return []
      if (specifier.startsWith('/'))
        return [
          finding(
            'BASE_WRONG',
            place,
            `It imports ${specifier}, from the root of the site in place of beside itself.`,
          ),
        ]
      if (!specifier.startsWith('.')) return checkShared(manifest, place, specifier)
      const target = new URL(specifier, `http://x/${path}`).pathname.slice(1)
      if (Object.hasOwn(manifest.integrity, target) || (await files.find(target)) !== null) return []
      return [finding('CHUNK_MISSING', files.placeOf(target), `${place} imports it, and it is not there.`)]
    }),
  )
  return findings.flat()
}

/** A bare specifier is one of a shared library, or of the own copy of one. */
function checkShared({ requires, own, imports }: Manifest, place: string, specifier: string): Finding[] {
  const library = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  const isOwn = Object.values(own).some(copies => Object.hasOwn(copies, specifier))
  // `react-dom` comes with the shared library `react`: what a library exports its own copy names too.
  const isDeclared =
    Object.hasOwn(requires.shared, library) ||
    isOwn ||
    (imports.includes(specifier) &&
      Object.keys(requires.shared).length > 0 &&
      isOfDeclared(library, requires.shared))
  if (isDeclared) return []
  return [
    finding(
      'SHARED_UNDECLARED',
      place,
      `It imports ${specifier}, which "shared" of portico.app.ts does not name.`,
    ),
  ]
}

function isOfDeclared(library: string, shared: Record<string, string>): boolean {
  return Object.keys(shared).some(name => library.startsWith(`${name}-`))
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map(each => [`${each.code} ${each.place} ${each.message}`, each])).values()]
}
