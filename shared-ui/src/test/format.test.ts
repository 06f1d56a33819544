import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFormats, dayInZone, formatMoney, formatRelativeMonth } from '../index.ts'

afterEach(() => vi.restoreAllMocks())

const en = createFormats('en', 'Europe/London')
const zh = createFormats('zh-CN', 'Asia/Shanghai')

describe('money', () => {
  test('keeps every digit of an amount no float can hold', () => {
    expect(formatMoney('en', '9007199254740993.07', 'GBP')).toBe('£9,007,199,254,740,993.07')
  })
  test('has the currency of the amount and the grouping of the language', () => {
    expect(en.money('-1234.5', 'GBP')).toBe('-£1,234.50')
    expect(zh.money('1234.5', 'CNY')).toBe('¥1,234.50')
    expect(en.money('1200', 'JPY')).toBe('¥1,200')
  })
  test('leaves text that is no decimal as it is', () => {
    expect(en.money('1e3', 'GBP')).toBe('1e3')
  })
})

test('quantities drop trailing zeros and keep their fraction', () => {
  expect(en.quantity('12.500000')).toBe('12.5')
  expect(en.quantity('-1200')).toBe('-1,200')
})

test('a discount reads as a percentage', () => {
  expect(en.percent('0.15')).toBe('15%')
})

test('an instant falls on the day of the tenant, not of the browser', () => {
  const lateEvening = '2010-12-01T20:30:00.000Z'
  expect(en.date(lateEvening)).toBe('Dec 01, 2010')
  expect(zh.date(lateEvening)).toBe('2010年12月02日')
  expect(dayInZone(new Date(lateEvening), 'Asia/Shanghai')).toBe('2010-12-02')
})

test.each([
  ['en-GB', '01 Dec 2010', '01 Dec 2010, 12:00', '01 Dec 2010, 12:00 GMT'],
  ['en-US', 'Dec 01, 2010', 'Dec 01, 2010, 12:00', 'Dec 01, 2010, 12:00 GMT'],
  ['de-DE', '01 Dec 2010', '01 Dec 2010, 12:00', '01 Dec 2010, 12:00 GMT'],
])('English dates follow the region of a browser that speaks %s', (language, date, dateTime, zonedTime) => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([language, 'en'])
  const noon = '2010-12-01T12:00:00Z'
  expect([en.date(noon), en.dateTime(noon), en.zonedTime(noon)]).toEqual([date, dateTime, zonedTime])
  expect(en.day('2010-12-01')).toBe(date)
  expect(zh.zonedTime(noon)).toBe('2010年12月01日 GMT+8 20:00')
})

test('units are words of the language, one or many; a shop’s own word stays', () => {
  expect([
    en.unit('pc'),
    en.unit('pc', '2'),
    en.unit('pcs', '1'),
    en.unit('box', '-3'),
    en.unit('Box', '1'),
  ]).toEqual([...['pc', 'pcs', 'pc', 'boxes', 'box']])
  expect([en.unit('pc', '0.5'), en.unit('bundle', '2')]).toEqual(['pcs', 'bundle'])
  expect([zh.unit('pc', '2'), zh.unit('kg'), zh.unit('扎')]).toEqual(['件', '千克', '扎'])
})

test('midnight is 00:00 of the day that begins', () => {
  expect(en.dateTime('2010-12-01T00:00:00Z')).toBe('Dec 01, 2010, 00:00')
})

test('near months are named by their distance, far ones by name', () => {
  expect(formatRelativeMonth('en', '2010-12', '2011-01')).toBe('last month')
  expect(formatRelativeMonth('zh-CN', '2010-12', '2010-12')).toBe('本月')
  expect(formatRelativeMonth('en', '2010-10', '2010-12')).toBe('October 2010')
})

test('file sizes step by 1024', () => {
  expect(en.fileSize(0)).toBe('0 bytes')
  expect([en.fileSize(1), en.fileSize(8), zh.fileSize(8)]).toEqual(['1 byte', '8 bytes', '8字节'])
  expect(en.fileSize(1536)).toBe('1.5 kB')
  expect(en.fileSize(50 * 1024 * 1024)).toBe('50 MB')
})
