import type { Movement } from '@portico/inventory-contract'
import { localClock, type TableColumn, type TableLanguage } from '@portico/service-kit'
import type { Named } from './place-names.ts'
import { PLACE_COLUMNS } from './stock-table.ts'

type Words<Key extends string> = Record<TableLanguage, Record<Key, string>>

/** The words of the inventory app. */
const KINDS: Words<Movement['kind']> = {
  en: {
    OPENING: 'Opening stock',
    ADJUSTMENT: 'Adjustment',
    RESERVE: 'Reserved',
    RELEASE: 'Released',
    ISSUE: 'Issued',
    REVERSAL: 'Issue reversed',
    RECEIPT: 'Received',
  },
  'zh-CN': {
    OPENING: '期初',
    ADJUSTMENT: '调整',
    RESERVE: '占用',
    RELEASE: '释放',
    ISSUE: '出库',
    REVERSAL: '出库冲回',
    RECEIPT: '入库',
  },
}

const REASONS: Words<NonNullable<Movement['reason']>> = {
  en: { COUNT: 'Stock count', DAMAGE: 'Damaged', LOSS: 'Lost', RETURN: 'Returned', OTHER: 'Other' },
  'zh-CN': { COUNT: '盘点', DAMAGE: '损坏', LOSS: '丢失', RETURN: '退回', OTHER: '其他' },
}

/** Times by the clock of `timeZone`. */
export function movementColumns(timeZone: string): readonly TableColumn<Named<Movement>>[] {
  const clock = localClock(timeZone)
  return [
    { header: { en: 'Date', 'zh-CN': '日期' }, kind: 'TIME', value: ({ item }) => clock(item.at) },
    {
      header: { en: 'Kind', 'zh-CN': '类型' },
      kind: 'TEXT',
      value: ({ item }, language) => KINDS[language][item.kind],
    },
    ...PLACE_COLUMNS,
    {
      header: { en: 'On hand change', 'zh-CN': '现存量变化' },
      kind: 'NUMBER',
      value: ({ item }) => item.onHandDelta,
    },
    {
      header: { en: 'Reserved change', 'zh-CN': '占用变化' },
      kind: 'NUMBER',
      value: ({ item }) => item.reservedDelta,
    },
    {
      header: { en: 'Reason', 'zh-CN': '原因' },
      kind: 'TEXT',
      value: ({ item }, language) => (item.reason ? REASONS[language][item.reason] : null),
    },
    { header: { en: 'Note', 'zh-CN': '备注' }, kind: 'TEXT', value: ({ item }) => item.note },
    { header: { en: 'Document', 'zh-CN': '单据' }, kind: 'TEXT', value: ({ item }) => item.reference },
  ]
}
