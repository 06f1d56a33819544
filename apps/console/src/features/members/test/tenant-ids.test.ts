import { expect, test } from 'vitest'
import { readTenantIds } from '../tenant-ids.ts'

test('pasted ids may stand a line each or be parted by commas of both languages; each counts once', () => {
  expect(readTenantIds(' t_1001\nt_1002, 好生意-88，org-9；t_1001\r\n\t;')).toEqual([
    't_1001',
    't_1002',
    '好生意-88',
    'org-9',
  ])
})

test('nothing pasted is no id', () => {
  expect(readTenantIds(' \n,')).toEqual([])
})
