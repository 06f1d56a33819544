import Big from 'big.js'
import { createRandom, type Random } from './random.ts'
import { PLACES, RANGES, type Range, SHOP_KINDS, SHOP_NAMES } from './words.ts'

interface SeedProduct {
  code: string
  /** EAN-13; null for services. */
  barcode: string | null
  name: string
  category: string
  unit: string
  kind: 'GOODS' | 'SERVICE'
  /** Decimal, in the tenant's currency. */
  listPrice: string
  /** Opening stock; null for services. */
  stock: { quantity: string; lowStockLevel: string } | null
}

interface SeedCustomer {
  code: string
  name: string
  country: string
  phone: string
}

export interface SeedLine {
  productCode: string
  description: string
  quantity: string
  unitPrice: string
  discount: string
}

export interface SeedDocument {
  kind: 'ORDER' | 'CREDIT_NOTE'
  number: string
  /** ISO instant. */
  orderedAt: string
  customerCode: string | null
  lines: SeedLine[]
}

/** What is still going on in the shop when it opens: made by the calls any order is made by, so it reserves and ships stock. */
interface SeedOpenOrder {
  customerCode: string | null
  state: 'DRAFT' | 'CONFIRMED' | 'SHIPPED'
  lines: SeedLine[]
}

export interface Shop {
  products: SeedProduct[]
  customers: SeedCustomer[]
  history: SeedDocument[]
  openOrders: SeedOpenOrder[]
}

const DAY_MS = 86_400_000
const HISTORY_DAYS = 365
const CUSTOMERS = 120
const OPEN_ORDERS = 14
/** Month-day of the two big shopping festivals. */
const FESTIVALS = new Set(['06-18', '11-11'])
/** The prefix GS1 leaves to shops for numbers of their own, so that none is a real product's. */
const IN_STORE = '20'
const POSTAGE: SeedProduct = {
  code: 'POST',
  barcode: null,
  name: 'Postage 运费',
  category: 'Services 服务',
  unit: 'pc',
  kind: 'SERVICE',
  listPrice: '12.00',
  stock: null,
}

/** A shop with a year behind it. `today` is the day after the last day of history; the same seed and day give the same shop. */
export function generateShop(seed: number, today: Date): Shop {
  const random = createRandom(seed)
  const products = generateProducts(random)
  const customers = generateCustomers(random)
  // Best sellers come first in the list the skewed pick draws from.
  const byDemand = shuffle(random, products)
  const history = generateHistory(random, byDemand, customers, today)
  const openOrders = Array.from({ length: OPEN_ORDERS }, (_, index) =>
    openOrder(random, byDemand, customers, index),
  )
  return { products: [...products, POSTAGE], customers, history, openOrders }
}

function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const keyed = items.map(item => ({ item, key: random.next() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

function generateProducts(random: Random): SeedProduct[] {
  return RANGES.flatMap((range, rangeIndex) =>
    range.things.flatMap((thing, thingIndex) =>
      range.makes.map((make, makeIndex) => ({
        ...labelsOf(rangeIndex + 1, thingIndex + 1, makeIndex + 1),
        name: `${make[0]} ${thing[0]} ${make[1]}${thing[1]}`,
        category: range.category,
        unit: range.unit,
        kind: 'GOODS' as const,
        listPrice: price(random, range),
        stock: stock(random),
      })),
    ),
  )
}

function labelsOf(range: number, thing: number, make: number): { code: string; barcode: string } {
  const code = `${range}${String(thing).padStart(2, '0')}${String(make).padStart(2, '0')}`
  return { code, barcode: withCheckDigit(`${IN_STORE}${code.padStart(10, '0')}`) }
}

/** GS1: the weights of the twelve digits are 1 and 3 in turn; with the check digit the sum ends in 0. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function price(random: Random, { price: [low, high] }: Range): string {
  const yuan = low + random.next() ** 2 * (high - low)
  return new Big(Math.floor(yuan)).plus(random.pick(['0.00', '0.50', '0.80', '0.90'])).toFixed(2)
}

function stock(random: Random): { quantity: string; lowStockLevel: string } {
  const lowStockLevel = random.pick([10, 20, 30, 50])
  const quantity = random.chance(0.08) ? random.int(0, lowStockLevel) : random.int(lowStockLevel + 20, 600)
  return { quantity: String(quantity), lowStockLevel: String(lowStockLevel) }
}

function generateCustomers(random: Random): SeedCustomer[] {
  const names = new Map<string, SeedCustomer>()
  while (names.size < CUSTOMERS) {
    const [place, shop, kind] = [random.pick(PLACES), random.pick(SHOP_NAMES), random.pick(SHOP_KINDS)]
    const name = `${place[0]} ${shop[0]} ${kind[0]} ${place[1]}${shop[1]}${kind[1]}`
    const code = `C${String(names.size + 1).padStart(4, '0')}`
    if (!names.has(name))
      names.set(name, {
        code,
        name,
        country: 'China',
        phone: `+86 1${random.int(3_000_000_000, 9_999_999_999)}`,
      })
  }
  return [...names.values()]
}

function generateHistory(
  random: Random,
  products: SeedProduct[],
  customers: SeedCustomer[],
  today: Date,
): SeedDocument[] {
  const documents: SeedDocument[] = []
  for (let day = HISTORY_DAYS; day >= 1; day -= 1) {
    const date = new Date(Math.floor(today.getTime() / DAY_MS) * DAY_MS - day * DAY_MS)
    for (let count = ordersOn(random, date, day); count > 0; count -= 1) {
      documents.push(orderOn(random, { date, number: documents.length + 1 }, products, customers))
      const last = documents.at(-1) as SeedDocument
      if (random.chance(0.02)) documents.push(creditOf(last, documents.length + 1))
    }
  }
  return documents
}

/** Business grows over the year, Mondays are strong, Sundays weak, and the shopping festivals show. */
function ordersOn(random: Random, date: Date, daysAgo: number): number {
  const growth = 5 + (4 * (HISTORY_DAYS - daysAgo)) / HISTORY_DAYS
  const weekday = [0.4, 1.3, 1.1, 1, 1.05, 1.2, 0.8][date.getUTCDay()] as number
  const isFestival = FESTIVALS.has(date.toISOString().slice(5, 10))
  return Math.round(growth * weekday * (isFestival ? 2.5 : 1) * (0.7 + random.next() * 0.6))
}

function orderOn(
  random: Random,
  { date, number }: { date: Date; number: number },
  products: SeedProduct[],
  customers: SeedCustomer[],
): SeedDocument {
  // 01:00 to 12:59 UTC is 9 in the morning to 9 in the evening in Shanghai.
  const at = new Date(date.getTime() + random.int(60, 779) * 60_000)
  return {
    kind: 'ORDER',
    number: `D${String(number).padStart(6, '0')}`,
    orderedAt: at.toISOString(),
    customerCode: random.chance(0.2) ? null : random.pickSkewed(customers).code,
    lines: pickLines(random, products),
  }
}

function pickLines(random: Random, products: SeedProduct[]): SeedLine[] {
  const chosen = new Set(Array.from({ length: random.int(1, 7) }, () => random.pickSkewed(products)))
  const lines = [...chosen].map(product =>
    line(product, String(random.pick([1, 2, 3, 4, 6, 12])), random.chance(0.1) ? '0.1' : '0'),
  )
  return random.chance(0.3) ? [...lines, line(POSTAGE, '1', '0')] : lines
}

function line(product: SeedProduct, quantity: string, discount: string): SeedLine {
  return {
    productCode: product.code,
    description: product.name,
    quantity,
    unitPrice: product.listPrice,
    discount,
  }
}

function creditOf(order: SeedDocument, count: number): SeedDocument {
  const first = order.lines[0] as SeedLine
  return {
    ...order,
    kind: 'CREDIT_NOTE',
    number: `CD${String(count).padStart(6, '0')}`,
    orderedAt: new Date(Date.parse(order.orderedAt) + 30 * 60_000).toISOString(),
    lines: [{ ...first, quantity: `-${first.quantity}` }],
  }
}

function openOrder(
  random: Random,
  products: SeedProduct[],
  customers: SeedCustomer[],
  index: number,
): SeedOpenOrder {
  const stocked = products.filter(({ stock }) => Number(stock?.quantity ?? 0) > 100)
  return {
    customerCode: random.chance(0.15) ? null : random.pick(customers).code,
    state: (['DRAFT', 'CONFIRMED', 'SHIPPED'] as const)[index % 3] ?? 'DRAFT',
    lines: pickLines(random, stocked),
  }
}
