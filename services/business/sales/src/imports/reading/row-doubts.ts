import type { Choice, Doubt } from '@portico/sales-contract'
import { choiceOf, type DecidedDoubts } from '../analysis/doubts.ts'
import type { Remarkable } from '../rows/row.ts'
import type { Conflicts } from './conflicts.ts'

const SHOWN = 5

/** What the rows of a file leave to a person: other money, orders that are no sales, numbers that are taken. */
export function rowDoubts(
  remarkable: Remarkable,
  conflicts: Conflicts,
  currency: string,
  decisions: DecidedDoubts,
): Doubt[] {
  return [
    ...otherMoney(remarkable, currency, decisions),
    ...noSales(remarkable, decisions),
    ...unknownZones(remarkable, decisions),
    ...reused(conflicts, decisions),
    ...taken(conflicts, decisions),
  ]
}

/** Held back unless a person says the numbers are in the shop's money. */
function otherMoney({ otherMoney: found }: Remarkable, currency: string, decisions: DecidedDoubts): Doubt[] {
  if (found.size === 0) return []
  const marks = [...found.keys()].slice(0, SHOWN).join(', ')
  const cells = [...found.values()].reduce((sum, count) => sum + count, 0)
  return [
    decisions.settle({
      code: 'CURRENCY_OTHER',
      message: `${cells} amounts are in ${marks}; the shop's money is ${currency}.`,
      facts: { marks, cells, currency },
      choices: [
        choiceOf('HOLD_BACK', 'Documents with such amounts are left out as problems.'),
        choiceOf('TAKE_AS_OURS', `The numbers are taken as ${currency}, as they stand.`),
      ],
      proposed: 'HOLD_BACK',
      byRule: 'HOLD_BACK',
    }),
  ]
}

function noSales({ noSales: found }: Remarkable, decisions: DecidedDoubts): Doubt[] {
  if (found.size === 0) return []
  const statuses = [...found.keys()].slice(0, SHOWN).join(', ')
  const numbers = new Set([...found.values()].flatMap(set => [...set]))
  return [
    decisions.settle({
      code: 'STATUS_NOT_SALE',
      field: 'STATUS',
      message: `${numbers.size} documents were cancelled or refunded (${statuses}), such as ${[...numbers][0]}.`,
      facts: { statuses, documents: numbers.size, example: [...numbers][0] ?? '' },
      choices: [
        choiceOf('LEAVE_OUT', 'They are left out, and listed with the rows that were not imported.'),
        choiceOf('TAKE_AS_SALE', 'They are imported as sales.'),
      ],
      proposed: 'LEAVE_OUT',
    }),
  ]
}

/** Held back unless a person says that the zone of the file is meant. */
function unknownZones({ zones }: Remarkable, decisions: DecidedDoubts): Doubt[] {
  if (zones.size === 0) return []
  const names = [...zones.keys()].slice(0, SHOWN).join(', ')
  const cells = [...zones.values()].reduce((sum, count) => sum + count, 0)
  return [
    decisions.settle({
      code: 'TIME_ZONE_UNKNOWN',
      field: 'TIME_ZONE',
      message: `${cells} rows name a time zone that is not known, or may be several: ${names}.`,
      facts: { zones: names, cells },
      choices: [
        choiceOf('HOLD_BACK', 'Documents with such rows are left out as problems.'),
        choiceOf('TAKE_FILE_ZONE', 'Their times are local to the time zone of the file.'),
      ],
      proposed: 'HOLD_BACK',
      byRule: 'HOLD_BACK',
    }),
  ]
}

const SAME_NUMBER: Choice[] = [
  choiceOf('OTHER_SERIES', 'Each is a document of its own, in another series of numbers.'),
  choiceOf('REPLACE', 'The one of the file replaces the other.'),
  choiceOf('SKIP', 'The one that is there stays; the other is left out and counted.'),
]

function reused({ inFile, openInFile, shown }: Conflicts, decisions: DecidedDoubts): Doubt[] {
  if (inFile === 0) return []
  const example = shown.find(({ isInFile }) => isInFile)?.number ?? ''
  return [
    decisions.settle({
      code: 'NUMBER_REUSED',
      message: `In the file one number stands for several customers or days, such as ${example}.`,
      facts: { documents: inFile, open: openInFile, example },
      isSettledSingly: openInFile === 0,
      choices: [
        ...SAME_NUMBER,
        choiceOf('ONE_ORDER', 'They are one document: the first customer and day count.'),
      ],
    }),
  ]
}

function taken({ stored, openStored, shown }: Conflicts, decisions: DecidedDoubts): Doubt[] {
  if (stored === 0) return []
  const example = shown.find(({ isInFile }) => !isInFile)?.number ?? ''
  return [
    decisions.settle({
      code: 'NUMBER_CONFLICT',
      message: `${stored} numbers belong to documents here with another customer, date or lines, such as ${example}.`,
      facts: { documents: stored, open: openStored, example },
      isSettledSingly: openStored === 0,
      choices: SAME_NUMBER,
    }),
  ]
}
