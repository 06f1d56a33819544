import { expect, it } from 'vitest'
import { splitRareImports } from '../src/common/antd-imports.ts'

const rare = new Map([
  ['Tour', 'antd/es/tour'],
  ['QRCode', 'antd/es/qr-code'],
])

it('takes rare components from modules of their own', () => {
  expect(splitRareImports("import { Table, Tour as Guide } from 'antd'", rare)?.code).toBe(
    "import { Table as Table } from 'antd';import { default as Guide } from 'antd/es/tour';",
  )
})

it('does so when they are exported again', () => {
  expect(splitRareImports("export { QRCode } from 'antd'", rare)?.code).toBe(
    "export { default as QRCode } from 'antd/es/qr-code';",
  )
})

it('changes nothing else', () => {
  expect(splitRareImports("import { Table } from 'antd'; import { Tour } from './tour.js'", rare)).toBeNull()
  expect(splitRareImports("import * as antd from 'antd'", rare)).toBeNull()
})
