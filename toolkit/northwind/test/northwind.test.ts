import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { joinNorthwind, NorthwindError } from '../src/index.ts'

const FOLDER = new URL('../../../../shared/data/northwind/', import.meta.url)
const isThere = existsSync(FOLDER)

const texts = {
  orders: '\uFEFForder_id,customer_id,order_date\r\n1,ANN,1996-07-04\r\n2,,1996-07-05\r\n',
  orderDetails:
    'order_id,product_id,unit_price,quantity,discount\n1,7,9.80000019,10,0.150000006\n2,8,14,1,0\n9,7,x,1,0\n',
  products: 'product_id,product_name\n7,"Tea, ""green"""\n8,Cup\n',
  customers: 'customer_id,company_name,country\nANN,Ann & Sons,UK\n',
}

describe('joining the Northwind files', () => {
  it('gives a line for each detail, without the float noise', () => {
    const [header, ...lines] = joinNorthwind(texts).trimEnd().split('\r\n')
    expect(header).toBe(
      'Document number,Product code,Product name,Quantity,Unit price,Discount,Date,Customer code,Customer name,Country',
    )
    expect(lines).toEqual([
      '1,7,"Tea, ""green""",10,9.8,0.15,1996-07-04,ANN,Ann & Sons,UK',
      '2,8,Cup,1,14,0,1996-07-05,,,',
      '9,7,"Tea, ""green""",1,x,0,,,,',
    ])
  })

  it('names the file that is not what it should be', () => {
    expect(() => joinNorthwind({ ...texts, products: 'a,b\n1,2\n' })).toThrow(NorthwindError)
    expect(() => joinNorthwind({ ...texts, orders: '' })).toThrow('The file of orders has no rows.')
  })

  it.skipIf(!isThere)('joins the real files (skipped without ../shared/data/northwind)', () => {
    const file = (name: string) => readFileSync(new URL(`${name}.csv`, FOLDER), 'utf8')
    const csv = joinNorthwind({
      orders: file('orders'),
      orderDetails: file('order_details'),
      products: file('products'),
      customers: file('customers'),
    })
    const lines = csv.trimEnd().split('\r\n')
    expect(lines).toHaveLength(2156)
    expect(lines[1]).toBe('10248,11,Queso Cabrales,12,14,0,1996-07-04,VINET,Vins et alcools Chevalier,France')
  })
})
