import { describe, expect, test } from 'vitest'
import { generateShop } from '../src/shop.ts'

const today = new Date('2026-03-01T05:00:00Z')

describe('generateShop', () => {
  const shop = generateShop(7, today)

  test('gives the same shop for the same seed and day', () => {
    expect(generateShop(7, today)).toEqual(shop)
  })

  test('gives another shop for another seed', () => {
    expect(generateShop(8, today).history).not.toEqual(shop.history)
  })

  test('has a few hundred products with codes of their own', () => {
    expect(shop.products.length).toBeGreaterThan(200)
    expect(new Set(shop.products.map(({ code }) => code)).size).toBe(shop.products.length)
  })

  test('has barcodes that a scanner takes, each once', () => {
    const barcodes = shop.products.flatMap(({ barcode }) => barcode ?? [])
    expect(barcodes).toHaveLength(shop.products.filter(({ kind }) => kind === 'GOODS').length)
    expect(new Set(barcodes).size).toBe(barcodes.length)
    const sumOf = (code: string) =>
      [...code].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 3 : 1), 0)
    expect(barcodes.filter(code => !/^\d{13}$/.test(code) || sumOf(code) % 10 !== 0)).toEqual([])
  })

  test('covers each of the twelve months before today and nothing after', () => {
    const months = new Set(shop.history.map(({ orderedAt }) => orderedAt.slice(0, 7)))
    expect([...months].sort()).toEqual([
      '2025-03',
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ])
    expect(shop.history.every(({ orderedAt }) => Date.parse(orderedAt) < today.getTime())).toBe(true)
  })

  test('numbers each document once and gives credit notes negative quantities', () => {
    expect(new Set(shop.history.map(({ number }) => number)).size).toBe(shop.history.length)
    const credits = shop.history.filter(({ kind }) => kind === 'CREDIT_NOTE')
    expect(credits.length).toBeGreaterThan(10)
    expect(credits.every(({ lines }) => lines.every(({ quantity }) => Number(quantity) < 0))).toBe(true)
  })
})
