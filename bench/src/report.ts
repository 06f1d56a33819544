import { cpus, totalmem } from 'node:os'
import type { BrowserFigures } from './browser.ts'
import { type DecisionFigures, GRAY_TENANTS, type ListFigures } from './decisions.ts'
import type { DevFigures } from './dev.ts'
import { type FairnessFigures, OTHERS_PER_SECOND, TIMES_THE_SHARE } from './fairness.ts'
import type { FaultFigures } from './faults/bench-faults.ts'
import { faultSection } from './faults/fault-section.ts'
import { type RedisFigures, redisFaultSection } from './faults/redis-faults.ts'
import type { StoredFigures } from './figures.ts'
import type { RaceFigures } from './gateway/race.ts'
import { raceSection } from './gateway/race-section.ts'
import type { GraphFigures } from './graph.ts'
import type { ImportFigures } from './import.ts'
import { type ListResults, listSection } from './lists.ts'
import type { LoginFigures } from './log-in.ts'
import { type MessageFigures, messageSection } from './messages/bench-messages.ts'
import { OPEN_STREAMS, type PushFigures } from './push.ts'
import { type ReportResults, reportsSection } from './reports.ts'
import { type RestartFigures, restartSection } from './restart.ts'
import type { SoakFigures } from './soak.ts'
import type { WatchFigures } from './watch.ts'

export interface Results {
  decisions?: DecisionFigures
  browser?: BrowserFigures
  dev?: DevFigures
  watch?: WatchFigures
  graph?: GraphFigures
  gateway?: RaceFigures[]
  import?: ImportFigures | null
  login?: LoginFigures
  figures?: StoredFigures
  fairness?: FairnessFigures
  push?: PushFigures
  soak?: SoakFigures
  faults?: FaultFigures[]
  restart?: RestartFigures
  messages?: MessageFigures[]
  lists?: ListResults
  reports?: ReportResults
  redisFaults?: RedisFigures[]
  /** MB by part, proportional set size. */
  memory?: Record<string, number>
}

/** What the throw-away prototype reached and what Portico aims at: ratios to the plain page. */
const AIMS = {
  coldMs: { prototype: 1.69, aim: 1.3 },
  secondMs: { prototype: 6.1, aim: 2 },
  switchMs: { prototype: 2, aim: 1 },
} as const

const ROWS = {
  coldMs: 'cold shell + first app',
  secondMs: 'second app, first mount',
  switchMs: 'switch back to a kept app',
} as const

/** The results as the Markdown of RESULTS.md. */
export function render(results: Results): string {
  return [
    '# Results',
    '',
    `Written by \`pnpm bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}, Chromium headless, everything on this one machine.`,
    'Compare ratios, not milliseconds: both sides are measured in turns in one run.',
    '',
    ...(results.browser ? browserSection(results.browser) : []),
    ...(results.dev ? devSection(results.dev) : []),
    ...(results.watch ? watchSection(results.watch) : []),
    ...(results.graph ? graphSection(results.graph) : []),
    ...(results.gateway ? raceSection(results.gateway) : []),
    ...(results.import ? importSection(results.import) : []),
    ...(results.login ? loginSection(results.login) : []),
    ...(results.figures ? figuresSection(results.figures) : []),
    ...(results.fairness ? fairnessSection(results.fairness) : []),
    ...(results.faults ? faultSection(results.faults) : []),
    ...(results.restart ? restartSection(results.restart) : []),
    ...(results.redisFaults ? redisFaultSection(results.redisFaults) : []),
    ...(results.messages ? messageSection(results.messages) : []),
    ...(results.lists ? listSection(results.lists) : []),
    ...(results.reports ? reportsSection(results.reports) : []),
    ...(results.push ? pushSection(results.push) : []),
    ...(results.soak ? soakSection(results.soak) : []),
    ...(results.decisions ? decisionSection(results.decisions) : []),
    ...(results.memory ? memorySection(results.memory) : []),
  ].join('\n')
}

const DEV_AIM_MS = 300

function devSection({ react, vue, svelte, none }: DevFigures): string[] {
  const rows = { React: react, Vue: vue, Svelte: svelte, 'plain HTML (opened anew)': none }
  return [
    '## An edit in the real shell',
    '',
    `From a file that is saved to the words in the page, through \`portico dev\`, median of 15 (aim: under ${DEV_AIM_MS} ms):`,
    '',
    '| app | ms |',
    '| --- | --- |',
    ...Object.entries(rows).map(([name, ms]) => `| ${name} | ${ms.toFixed(0)} |`),
    '',
  ]
}

function watchSection(figures: WatchFigures): string[] {
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  return [
    '## An edit under `npm start -- --watch`',
    '',
    'From a file that is saved to the words in an open page of the whole product, which takes the new build by itself, and for a service to the first answer of the gateway with the words; median of 7 after the first, which starts the build process (aim of an app: under 3 s):',
    '',
    '| app or service | s | the first edit, s |',
    '| --- | --- | --- |',
    ...Object.entries(figures).map(
      ([app, { firstMs, medianMs }]) => `| ${app} | ${seconds(medianMs)} | ${seconds(firstMs)} |`,
    ),
    '',
  ]
}

function pushSection({ emptyMb, fullMb, idleCpuMs, lastReceivedMs }: PushFigures): string[] {
  const each = ((fullMb - emptyMb) * 1024) / OPEN_STREAMS
  return [
    '## Idle streams',
    '',
    `${OPEN_STREAMS.toLocaleString('en')} browsers that do nothing, each a session and tenant of its own, at the streams of one gateway process: ${emptyMb.toFixed(0)} MB before, ${fullMb.toFixed(0)} MB with them (proportional set size, after a collection), **${each.toFixed(1)} KB each**; ${idleCpuMs.toFixed(1)} ms of CPU a second for their beats.`,
    `A revoked release has reached the last of them after **${lastReceivedMs.toFixed(0)} ms** (aim: 2,000).`,
    '',
  ]
}

function browserSection({ shell, plain, heap }: BrowserFigures): string[] {
  const row = (key: keyof typeof AIMS) =>
    `| ${ROWS[key]} | ${shell[key].toFixed(1)} ms | ${plain[key].toFixed(1)} ms | **${(shell[key] / plain[key]).toFixed(2)}** | ${AIMS[key].prototype} | ${AIMS[key].aim} |`
  return [
    '## Sub-apps in the shell',
    '',
    'Against a plain React page that loads the same two sub-apps by `import()` in one ordinary bundle. Median of 15 pairs.',
    '',
    '| | shell | plain | ratio | prototype | aim |',
    '| --- | --- | --- | --- | --- | --- |',
    row('coldMs'),
    row('secondMs'),
    row('switchMs'),
    `| transferred, both apps | ${kilobytes(shell.transferredBytes)} kB | ${kilobytes(plain.transferredBytes)} kB | ${(shell.transferredBytes / plain.transferredBytes).toFixed(2)} | | |`,
    `| cards of other apps, loaded after the second app is shown | ${kilobytes(shell.cardBytes)} kB | | | | |`,
    `| heap left by 200 times open and close | ${heap.shellMb.toFixed(1)} MB | ${heap.plainMb.toFixed(1)} MB | | | |`,
    '',
  ]
}

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1024).toString()
}

function graphSection({ gateway, aggregator, ratio }: GraphFigures): string[] {
  const row = (name: string, figures: GraphFigures['gateway']) =>
    `| ${name} | ${figures.perSecond.toFixed(0)} | ${figures.p50Ms.toFixed(0)} ms | ${figures.p99Ms.toFixed(0)} ms |`
  return [
    '## The list of 50 orders',
    '',
    "Orders with lines, customers, products, prices and stock, 16 at a time, against an aggregator written by hand on the same services (no session, no graph, no cache). The gateway's entity cache leaves it three of the six upstream calls once it is warm.",
    '',
    '| | requests/s | p50 | p99 |',
    '| --- | --- | --- | --- |',
    row('gateway', gateway),
    row('by hand', aggregator),
    '',
    `Ratio of requests per second (median of 5 rounds, higher is better): **${ratio.toFixed(2)}**`,
    '',
  ]
}

function importSection({ seconds, documentsCreated }: ImportFigures): string[] {
  return [
    '## Import of real orders',
    '',
    `10,000 lines through upload, check and job, ${documentsCreated} documents made: **${seconds.toFixed(1)} s** (aim: under 15 s).`,
    '',
  ]
}

function loginSection({ rounds, ms, differenceMs, noiseMs }: LoginFigures): string[] {
  const row = (title: string, name: keyof LoginFigures['differenceMs']) =>
    `| ${title} | ${ms[name].toFixed(1)} ms | ${differenceMs[name].toFixed(2)} ms |`
  return [
    '## What the time of a failed login shows',
    '',
    `A wrong password over the gateway, ${rounds} rounds in turns; medians. Two tries of one known user in the same round differ by ${noiseMs.toFixed(2)} ms: what lies below that is noise.`,
    '',
    '| tried | time | difference to the known user, same round |',
    '| --- | --- | --- |',
    `| known user | ${ms.known.toFixed(1)} ms | |`,
    row('known user again', 'knownAgain'),
    row('unknown user', 'unknownUser'),
    row('unknown tenant', 'unknownTenant'),
    '',
  ]
}

function fairnessSection(figures: FairnessFigures): string[] {
  const { all, quiet, trials, worst, othersCalls, greedyCalls, greedyRefused, load } = figures
  const each = (key: 'quiet' | 'beside') => figures[key].map(({ p99Ms }) => p99Ms.toFixed(0)).join(', ')
  const row = (name: string, key: 'quiet' | 'beside') =>
    `| ${name} | ${all[key].p50Ms.toFixed(1)} ms | ${all[key].p99Ms.toFixed(1)} ms | ${each(key)} |`
  const ratio = (key: 'p50Ms' | 'p99Ms') => (all.beside[key] / all.quiet[key]).toFixed(2)
  return [
    '## One tenant at twenty times its share',
    '',
    `${OTHERS_PER_SECOND} lists of 50 orders a second of one tenant, alone and beside ${OTHERS_PER_SECOND * TIMES_THE_SHARE} calls a second of another, in ${quiet.length} pairs of phases of ten seconds, quiet and beside in turns; each tenant asks from a process of its own. ${othersCalls} calls of the first, none refused; ${greedyRefused} of ${greedyCalls} of the other refused. Load average of the machine (one minute) ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after, the benchmark's own included.`,
    '',
    '| the first tenant | p50 | p99 | p99 of each phase |',
    '| --- | --- | --- | --- |',
    row('quiet', 'quiet'),
    row('beside it', 'beside'),
    `| ratio (aim: p99 under 1.5) | ${ratio('p50Ms')} | **${ratio('p99Ms')}** | |`,
    '',
    'What the other asks is the worst of these, by four seconds beside each:',
    '',
    '| asked | p99 of the first tenant |',
    '| --- | --- |',
    ...trials.map(
      ({ shape, p99Ms }) => `| ${shape}${shape === worst ? ' (taken)' : ''} | ${p99Ms.toFixed(1)} ms |`,
    ),
    '',
  ]
}

function figuresSection(figures: StoredFigures): string[] {
  const { calls, rows, rowsOfTenant, reportMs, slowestReportMs, mapMs, slowestMapMs } = figures
  const { operationsMs, slowestOperationsMs } = figures
  return [
    '## The console with a day of a million calls',
    '',
    `${calls.toLocaleString('en')} calls of a day, which are ${rows.toLocaleString('en')} rows of figures; asked for as the console does, over the gateway. It should take under 1 s.`,
    '',
    '| | median | slowest of 21 |',
    '| --- | --- | --- |',
    `| service report of the busiest tenant (${rowsOfTenant.toLocaleString('en')} rows), 24 hours | ${reportMs.toFixed(0)} ms | ${slowestReportMs.toFixed(0)} ms |`,
    `| service map of 24 hours | ${mapMs.toFixed(0)} ms | ${slowestMapMs.toFixed(0)} ms |`,
    `| operations of all tenants, 24 hours | ${operationsMs.toFixed(0)} ms | ${slowestOperationsMs.toFixed(0)} ms |`,
    '',
  ]
}

const SOAKED = {
  gatewayHeapMb: 'heap of the gateway, MB',
  servicesHeapMb: 'heap of the services, MB',
  gatewayHandles: 'open handles of the gateway',
  servicesHandles: 'open handles of the services',
  redisMb: 'memory of Redis, MB',
  allMb: 'memory of all processes, MB',
} as const

function soakSection({ capacity, perSecond, answered, failed, minutes, growth }: SoakFigures): string[] {
  const names = Object.keys(SOAKED) as (keyof typeof SOAKED)[]
  return [
    '## Ten minutes at half load',
    '',
    `${perSecond.toFixed(0)} requests a second, half of the ${capacity.toFixed(0)} that 16 callers get at most; nine lists of 50 orders, then a page. ${answered.toLocaleString('en')} answered, ${failed} failed. The lowest of each minute; growth is of the lowest of the last three minutes to that of the three from the fourth on.`,
    '',
    `| | ${minutes.map((_, at) => `minute ${at + 1}`).join(' | ')} | growth |`,
    `| --- |${minutes.map(() => ' --- |').join('')} --- |`,
    ...names.map(
      name =>
        `| ${SOAKED[name]} | ${minutes.map(one => one[name].toFixed(name.endsWith('Mb') ? 1 : 0)).join(' | ')} | ${(100 * growth[name]).toFixed(1)} % |`,
    ),
    '',
  ]
}

function decisionSection({ table, set }: DecisionFigures): string[] {
  const row = (name: string, { loadMs, megabytes, nsPerDecision }: ListFigures) =>
    `| ${name} | ${loadMs.toFixed(0)} ms | ${megabytes.toFixed(0)} MB | ${nsPerDecision.toFixed(0)} ns |`
  const ratio = (key: keyof ListFigures) => (table[key] / set[key]).toFixed(2)
  return [
    '## A gray list of 1.3 million tenants',
    '',
    `${GRAY_TENANTS.toLocaleString('en')} allowed tenants: from the file on disk to the first decision, memory after a collection, and one whole decision (all rules; half of the tenants are on the list). Median of 3, in turns, each in a process of its own.`,
    '',
    '| | start-up | memory | a decision |',
    '| --- | --- | --- | --- |',
    row('table of fingerprints', table),
    row('Set of ids', set),
    `| ratio | **${ratio('loadMs')}** | **${ratio('megabytes')}** | **${ratio('nsPerDecision')}** |`,
    '',
  ]
}

function memorySection(memory: Record<string, number>): string[] {
  const total = Object.values(memory).reduce((sum, size) => sum + size, 0)
  return [
    '## Memory at rest',
    '',
    'Proportional set size, a minute of quiet after the start (aim: under 600 MB in all).',
    '',
    '| part | MB |',
    '| --- | --- |',
    ...Object.entries(memory).map(([part, size]) => `| ${part} | ${size.toFixed(0)} |`),
    `| **all** | **${total.toFixed(0)}** |`,
    '',
  ]
}
