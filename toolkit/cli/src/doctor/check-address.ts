import { type ArtifactFiles, filesAt } from './artifact-files.ts'
import { checkArtifact } from './check-artifact.ts'
import { checkClock } from './check-environment.ts'
import { type Finding, finding } from './finding.ts'

/** What a page of `origin` meets at an address of an artifact: where its portico.json lies. */
export async function checkAddress(
  url: string,
  origin: string,
  nowMs: number,
): Promise<{ findings: Finding[]; skipped: string[] }> {
  const files = filesAt(url, origin)
  const file = await files.find('portico.json')
  if (file === null)
    return {
      findings: [finding('CHUNK_MISSING', files.placeOf('portico.json'), 'It is not there.')],
      skipped: [],
    }
  const around = [
    ...checkOrigin(files, origin, file.allowedOrigin ?? ''),
    ...(file.serverMs === null ? [] : checkClock(url, file.serverMs, nowMs)),
  ]
  const checked = await checkArtifact(files)
  if (checked !== null) return { findings: [...around, ...checked.findings], skipped: [] }
  const page = finding('HTML_FOR_SCRIPT', files.placeOf('portico.json'), 'It is a page of HTML.')
  return { findings: [...around, page], skipped: [] }
}

/** Modules and style sheets of another origin are taken only where that origin says so. */
function checkOrigin(files: ArtifactFiles, origin: string, allowed: string): Finding[] {
  const place = files.placeOf('portico.json')
  if (new URL(place).origin === origin || allowed === '*' || allowed === origin) return []
  const said = allowed === '' ? 'nothing' : `"${allowed}"`
  return [
    finding(
      'CORS_MISSING',
      place,
      `For a page of ${origin} it answers ${said} as access-control-allow-origin.`,
    ),
  ]
}
