import type { Locale } from '@portico/micro-app'
import { memoise } from './memoise.ts'

type Words = Record<Locale, { one: string; other: string }>

const both = (text: string) => ({ one: text, other: text })
const words = (one: string, other: string, chinese: string): Words => ({
  en: { one, other },
  'zh-CN': both(chinese),
})

const PIECE = words('pc', 'pcs', '件')

/** The codes a product's unit usually has. */
const UNITS: Record<string, Words> = {
  pc: PIECE,
  pcs: PIECE,
  piece: PIECE,
  bag: words('bag', 'bags', '袋'),
  bottle: words('bottle', 'bottles', '瓶'),
  box: words('box', 'boxes', '盒'),
  can: words('can', 'cans', '罐'),
  carton: words('carton', 'cartons', '箱'),
  case: words('case', 'cases', '箱'),
  dozen: words('dozen', 'dozen', '打'),
  pack: words('pack', 'packs', '包'),
  pair: words('pair', 'pairs', '双'),
  roll: words('roll', 'rolls', '卷'),
  set: words('set', 'sets', '套'),
  sheet: words('sheet', 'sheets', '张'),
  hour: words('hour', 'hours', '小时'),
  day: words('day', 'days', '天'),
  time: words('time', 'times', '次'),
  g: words('g', 'g', '克'),
  kg: words('kg', 'kg', '千克'),
  l: words('l', 'l', '升'),
  ml: words('ml', 'ml', '毫升'),
  m: words('m', 'm', '米'),
  m2: words('m²', 'm²', '平方米'),
}

const pluralRules = memoise((locale: string) => new Intl.PluralRules(locale))

/** A unit's code in words, for a quantity (decimal text) or for any. What is no code is a shop's own word and stays. */
export function formatUnit(locale: Locale, unit: string, quantity = '1'): string {
  const known = UNITS[unit.trim().toLowerCase()]?.[locale]
  if (known === undefined) return unit
  return pluralRules(locale).select(Math.abs(Number(quantity))) === 'one' ? known.one : known.other
}
