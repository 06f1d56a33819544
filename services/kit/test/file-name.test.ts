import { describe, expect, it } from 'vitest'
import { decodeFileName } from '../src/uploads/file-name.ts'

const nameOf = (encoded: string | undefined) => decodeFileName(encoded, 'import.csv')

describe('the name of an uploaded file', () => {
  it.each([
    ['is decoded', '%E9%94%80%E5%94%AE%202010.csv', '销售 2010.csv'],
    ['loses its folder', 'C%3A%5Cmine%5Corders.csv', 'orders.csv'],
    ['loses a folder of another system', '..%2F..%2Fetc%2Fpasswd', 'passwd'],
    ['keeps no NUL', 'a%00b.csv', 'ab.csv'],
  ])('%s', (_, encoded, name) => {
    expect(nameOf(encoded)).toBe(name)
  })

  it.each([
    ['none was sent', undefined],
    ['it is empty', ''],
    ['it is a folder', 'orders%2F'],
    ['it is NUL alone', '%00'],
    ['it is not percent-encoded', '%E9%zz.csv'],
  ])('is the default where %s', (_, encoded) => {
    expect(nameOf(encoded)).toBe('import.csv')
  })

  it('has at most 200 characters, none of them half', () => {
    expect(nameOf('a'.repeat(300))).toHaveLength(200)
    expect(nameOf(encodeURIComponent(`${'a'.repeat(199)}😀.csv`))).toBe('a'.repeat(199))
  })
})
