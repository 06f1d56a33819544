import { listBreaks } from '@portico/micro-app/declarations'
import type { Transaction } from '@portico/service-kit'
import type { ArtifactMetadata } from '../manifests/artifact-metadata.ts'
import { artifactProblems } from '../manifests/problems.ts'
import type { UsedIn } from '../store/live-apps.ts'
import { type CurrentApp, listCurrentApps } from './current-apps.ts'

/** Of one refusal. */
const MAX_NAMED = 50
/** The shell has these itself. */
const SHELL_SLOTS = new Set(['topbar.action'])

type Fitting = Pick<ArtifactMetadata, 'name' | 'declared' | 'consumed' | 'filled'>

/**
 * Whether the events and slots of an app and of all others go together: what it declares with what others use of it, and what it
 * uses with what others declare. One such look at a time, in any process: of an owner that removes an event and an app that begins
 * to use it, the later one is refused. Throws DECLARATION_TAKEN, DECLARATION_IN_USE, DECLARATION_UNKNOWN.
 */
export async function requireDeclarationsFit(tx: Transaction, app: Fitting): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('declarations of apps', 0))`)
  const others = await listCurrentApps(tx, app.name)
  requireOwnSlots(app, others)
  requireConsumersFit(app, others)
  requireOwnersFit(app, others)
}

function requireOwnSlots({ declared }: Fitting, others: readonly CurrentApp[]): void {
  for (const slot of Object.keys(declared.slots ?? {})) {
    const other = others.find(each => Object.hasOwn(each.declared.slots ?? {}, slot))
    const owner = SHELL_SLOTS.has(slot) ? 'the shell' : other?.name
    if (owner !== undefined)
      throw artifactProblems.DECLARATION_TAKEN(`The slot ${slot} is one of ${owner}.`, { slot, owner })
  }
}

interface BrokenConsumer {
  app: string
  version: string
  /** Where this version of the consumer is met. */
  places: UsedIn[]
  name: string
  message: string
}

function requireConsumersFit({ name, declared }: Fitting, others: readonly CurrentApp[]): void {
  const consumers = others.flatMap(other =>
    listBreaks(other.consumed, name, declared).map(
      ({ name: of, message }): BrokenConsumer => ({
        app: other.name,
        version: other.version,
        places: other.places,
        name: of,
        message,
      }),
    ),
  )
  if (consumers.length === 0) return
  const said = consumers.map(
    ({ app, version, places, message }) => `${app}@${version} (${places.join(', ')}): ${message}`,
  )
  throw artifactProblems.DECLARATION_IN_USE(`Other apps use what ${name} takes away. ${shorten(said)}`, {
    consumers: consumers.slice(0, MAX_NAMED),
  })
}

/**
 * The newest version of an owner must have what is used, for it is what is released next. An older one may lack it: then the event
 * does not come, and the slot is not there, until the newest is released. An owner that is not here at all may come later, and is
 * compared then: apps that use each other would else have no first one.
 */
function requireOwnersFit({ name, consumed, filled }: Fitting, others: readonly CurrentApp[]): void {
  const owners = new Set(
    [...Object.values(consumed.events ?? {}), ...Object.values(consumed.slots ?? {})].map(use => use.owner),
  )
  const faults = [...owners].flatMap(owner =>
    faultsOf(
      consumed,
      owner,
      others.filter(other => other.name === owner),
    ),
  )
  const unknown = filled
    .filter(slot => !SHELL_SLOTS.has(slot) && !Object.hasOwn(consumed.slots ?? {}, slot))
    .filter(slot => !others.some(other => Object.hasOwn(other.declared.slots ?? {}, slot)))
    .map(slot => ({ name: slot, owner: null, version: null, message: `no app declares the slot ${slot}` }))
  const all = [...faults, ...unknown]
  if (all.length === 0) return
  const said = all.map(({ owner, version, message }) =>
    owner === null ? message : `${owner}@${version}: ${message}`,
  )
  throw artifactProblems.DECLARATION_UNKNOWN(`${name} uses what other apps do not have. ${shorten(said)}`, {
    declarations: all.slice(0, MAX_NAMED),
  })
}

interface OwnerFault {
  name: string
  owner: string | null
  version: string | null
  message: string
}

function faultsOf(
  consumed: Fitting['consumed'],
  owner: string,
  versions: readonly CurrentApp[],
): OwnerFault[] {
  return versions.flatMap(({ version, declared, places }) =>
    listBreaks(consumed, owner, declared)
      .filter(({ isMissing }) => !isMissing || places.includes('newest'))
      .map(({ name, message }) => ({ name, owner, version, message })),
  )
}

function shorten(said: readonly string[]): string {
  return `${said.slice(0, MAX_NAMED).join('; ')}${said.length > MAX_NAMED ? '; ...' : ''}.`
}
