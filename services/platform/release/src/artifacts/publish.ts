import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Artifact } from '@portico/release'
import type { Database } from '@portico/service-kit'
import { type Actor, requireScope } from '../access/actor.ts'
import { audit } from '../audit/audit.ts'
import { type ArtifactMetadata, describeUpload, parseObject } from '../manifests/artifact-metadata.ts'
import { digestOf, type ReadFile } from '../manifests/file-facts.ts'
import { artifactProblems } from '../manifests/problems.ts'
import type { ArtifactHome } from './artifact-home.ts'
import { type ArtifactRow, findArtifact, insertArtifact, toArtifact } from './artifact-table.ts'
import { checkFit } from './compatibility.ts'
import { noteDigest, requireSameContent, versionExists } from './digests.ts'
import { lockVersion } from './lock-version.ts'
import { checkContent } from './upload/content.ts'
import { unpack } from './upload/unpack.ts'

interface Publishing {
  artifact: Artifact
  /** False: it was there already, with the same content. */
  isNew: boolean
}

/** Takes uploads: what is refused leaves nothing, what is taken stays as it is for ever. */
export class Publisher {
  readonly #database: Database
  readonly #home: ArtifactHome
  readonly #framedApps: ReadonlySet<string>
  /** One upload at a time is put into the store: compressing takes the processor as it is, waiting a connection. */
  #turn: Promise<unknown> = Promise.resolve()

  /** `framedApps`: those that the operator of the platform has granted a frame. */
  constructor(database: Database, home: ArtifactHome, framedApps: readonly string[]) {
    this.#database = database
    this.#home = home
    this.#framedApps = new Set(framedApps)
  }

  /** Throws every code of `artifactProblems` but ARTIFACT_IN_USE, and FORBIDDEN_SCOPE. */
  publish(actor: Actor, upload: Readable): Promise<Publishing> {
    return this.#home.temporary(async dir => {
      await this.#home.requireSpace()
      const files = await unpack(upload, dir)
      const metadata = await readManifest(dir, files)
      requireName(actor, metadata)
      this.#requireGrant(metadata)
      checkContent(metadata, files)
      await this.#home.requireSpace()
      return this.#inTurn(() => this.#keep(actor, metadata, files, dir))
    })
  }

  /** No token can give it, whatever its scopes are. Throws FRAME_NOT_GRANTED. */
  #requireGrant({ name, isFramed }: ArtifactMetadata): void {
    if (!isFramed || this.#framedApps.has(name)) return
    throw artifactProblems.FRAME_NOT_GRANTED(
      `${name} wants a frame. An operator of the platform grants it by naming the app in PORTICO_FRAMED_APPS.`,
      { name },
    )
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => {})
    return result
  }

  #keep(actor: Actor, metadata: ArtifactMetadata, files: ReadFile[], dir: string): Promise<Publishing> {
    return this.#database.transaction({}, async tx => {
      await lockVersion(tx, metadata)
      const digest = digestOf(files)
      await requireSameContent(tx, metadata, digest)
      const found = await findArtifact(tx, metadata)
      if (found) {
        requireSame(found, digest)
        await noteDigest(tx, metadata, { digest, publishedBy: actor.name })
        return { artifact: toArtifact(found), isNew: false }
      }
      await checkFit(tx, metadata)
      // Without a row, what the store has under this version is of an upload that did not come to its end.
      await this.#home.drop(metadata)
      await this.#home.keep(metadata, dir)
      const row = await insertArtifact(tx, { metadata, files, publishedBy: actor.name, isLocal: false })
      await noteDigest(tx, metadata, { digest, publishedBy: actor.name })
      await audit(tx, auditOf(actor, row))
      return { artifact: toArtifact(row), isNew: true }
    })
  }
}

async function readManifest(dir: string, files: ReadFile[]): Promise<ArtifactMetadata> {
  if (!files.some(({ path }) => path === 'portico.json')) {
    throw artifactProblems.MANIFEST_MISSING('The archive has no portico.json at its root.')
  }
  return describeUpload(parseObject(await readFile(join(dir, 'portico.json'), 'utf8')))
}

/** What all apps live on is not for the token of one team. Throws FORBIDDEN_SCOPE, NAME_RESERVED. */
function requireName(actor: Actor, { name, kind }: ArtifactMetadata): void {
  if (kind !== 'app' && actor.scope.apps !== '*') {
    throw artifactProblems.NAME_RESERVED(`${name} belongs to the platform.`, { name })
  }
  requireScope(actor, 'publish', [name])
}

function requireSame(found: ArtifactRow, digest: string): void {
  if (found.digest === digest) return
  throw versionExists(found, { by: found.published_by, at: found.published_at })
}

function auditOf(actor: Actor, { name, version, size_bytes, file_count, digest }: ArtifactRow) {
  return {
    actor: actor.name,
    action: 'artifact.publish',
    subject: `artifact:${name}@${version}`,
    change: { sizeBytes: Number(size_bytes), fileCount: file_count, digest },
  }
}
