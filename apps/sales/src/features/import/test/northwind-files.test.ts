import { expect, test } from 'vitest'
import { northwindSetOf, oneFileOf } from '../northwind-files.ts'

const files = [
  new File(['order_id,customer_id,order_date\n10248,VINET,1996-07-04\n'], 'Orders.csv'),
  new File(['order_id,product_id,unit_price,quantity,discount\n10248,11,14,12,0\n'], 'order-details.csv'),
  new File(['product_id,product_name\n11,Queso Cabrales\n'], 'products.csv'),
  new File(['customer_id,company_name,country\nVINET,Vins et alcools,France\n'], 'customers.csv'),
]

test('the four files are known by their names', () => {
  expect(northwindSetOf(files).order_details.name).toBe('order-details.csv')
})

test('they become one file with a line for each order detail', async () => {
  const joined = await oneFileOf(files)
  const text = await joined.text()
  expect(text.trim().split(/\r?\n/)).toHaveLength(2)
  expect(text).toContain('10248,11,Queso Cabrales,12,14,0,1996-07-04,VINET,Vins et alcools,France')
})

test('one file is sent as it is', async () => {
  const [file] = files
  if (file) expect(await oneFileOf([file])).toBe(file)
})

test('several files that are not the set are refused', async () => {
  await expect(oneFileOf(files.slice(0, 2))).rejects.toMatchObject({ code: 'NORTHWIND_INCOMPLETE' })
})

test('a file that is not what its name says is refused', async () => {
  const wrong = new File(['a,b\n1,2\n'], 'products.csv')
  const set = files.map(file => (file.name === 'products.csv' ? wrong : file))
  await expect(oneFileOf(set)).rejects.toMatchObject({ code: 'NORTHWIND_COLUMNS_MISSING' })
})
