import { FULL, LIMIT, TUNED_MERCURIUS } from './contestants.ts'
import type { RaceFigures } from './race.ts'

/** The race as a section of RESULTS.md. */
export function raceSection(figures: readonly RaceFigures[]): string[] {
  const rateOf = ({ name }: { name: string }) =>
    figures.find(one => one.name === name)?.perSecond ?? Number.NaN
  const [full, mercurius, limit] = [FULL, TUNED_MERCURIUS, LIMIT].map(rateOf) as [number, number, number]
  return [
    '## The gateway beside its peers',
    '',
    'One query (1 + 3 calls of services, 4.5 KB of answer) on one stub, 32 at a time. The server has one core, who asks it and the stub the other. All servers stand from the start and are asked in turns, whose order is reversed each time; medians of the rounds; the answers were compared. Portico is asked as an app asks: with session, snapshot token and the id of a published operation, calls signed and answers checked. The peers are asked with the text and have no guard at all.',
    '',
    '| server | requests/s | of the limit | CPU a request | p50 | p99 | spread | memory |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map(
      ({ name, perSecond, cpuUs, p50Ms, p99Ms, spread, megabytes }) =>
        `| ${name} | ${perSecond.toFixed(0)} | ${(perSecond / limit).toFixed(2)} | ${cpuUs.toFixed(0)} µs | ${p50Ms.toFixed(1)} ms | ${p99Ms.toFixed(1)} ms | ${(spread * 100).toFixed(0)} % | ${megabytes.toFixed(0)} MB |`,
    ),
    '',
    `Every guard on, against tuned Mercurius: **${(full / mercurius).toFixed(2)}** (aim: 1.0).`,
    '',
  ]
}
