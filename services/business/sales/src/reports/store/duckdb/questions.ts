import type { DuckDBValue } from '@duckdb/node-api'
import { IS_SALE } from '../../../documents/sales.ts'
import type { ReportFigures, ReportQuestion, SumLine } from '../report-store.ts'

type Ask = (sql: string) => Promise<DuckDBValue[][]>

/** Nothing of a caller is in the text of a query but numbers. */
export async function askFigures(ask: Ask, { months, products }: ReportQuestion): Promise<ReportFigures> {
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return { months: [], statuses: [], products: [] }
  const range = `ordered_at >= ${instant(first.startsAt)} and ordered_at < ${instant(last.endsAt)}`
  const byMonth = await ask(
    `select m.number::varchar, count(*) filter (kind = 'ORDER')::varchar, sum(total)::varchar,
       coalesce(sum(total) filter (kind = 'CREDIT_NOTE'), 0)::decimal(38,2)::varchar
     from document d asof join (values ${months.map(({ startsAt }, n) => `(${n}, ${instant(startsAt)})`)}) as m (number, starts_at)
       on d.ordered_at >= m.starts_at
     where ${IS_SALE} and ${range} group by m.number`,
  )
  const ofMonth = new Map(byMonth.map(([number, ...figures]) => [Number(number), figures.map(String)]))
  const byStatus = await ask(
    `select kind, status, count(*)::varchar, sum(total)::varchar from document where ${range} group by all order by all`,
  )
  const best = await ask(
    `select l.product_id, sum(l.quantity)::varchar, sum(l.amount)::varchar
     from document d join line l on l.document_id = d.id where ${IS_SALE} and ${range}
     group by 1 order by sum(l.amount) desc, 1 limit ${Math.trunc(products)}`,
  )
  return {
    months: months.map(({ month }, number) => {
      const [orders = '0', total = '0.00', creditTotal = '0.00'] = ofMonth.get(number) ?? []
      return { month, orderCount: Number(orders), total, creditTotal }
    }),
    statuses: byStatus
      .map(row => row.map(String))
      .map(([kind = '', status = '', count, total = '']) => ({ kind, status, count: Number(count), total })),
    products: best
      .map(row => row.map(String))
      .map(([productId = '', quantity = '', total = '']) => ({
        productId,
        quantity: plain(quantity),
        total,
      })),
  }
}

/** All but the documents in `arriving`. */
export async function askSums(ask: Ask): Promise<SumLine[]> {
  const rows = await ask(
    `with own as (
       select id, strftime(ordered_at, '%Y-%m') || '/' || kind || '/' || status as key, total from document
       where id not in (select id from arriving)
     ), sold as (
       select own.key, sum(quantity) as quantity, sum(amount) as amount from own join line on document_id = id group by 1
     )
     select key, count(*)::varchar, sum(total)::varchar, coalesce(any_value(sold.quantity), 0)::decimal(38,4)::varchar,
       coalesce(any_value(sold.amount), 0)::decimal(38,2)::varchar
     from own left join sold using (key) group by key order by key`,
  )
  return rows
    .map(row => row.map(String))
    .map(([key = '', documents, total = '', quantity = '', amount = '']) => ({
      key,
      documents: Number(documents),
      total,
      quantity,
      amount,
    }))
}

function instant(iso: string): string {
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) throw new Error('A month begins at no instant')
  return `make_timestamp(${ms}000)`
}

/** `7.0000` is 7. */
function plain(quantity: string): string {
  const [whole = '', fraction = ''] = quantity.split('.')
  const left = [...fraction].findLastIndex(digit => digit !== '0') + 1
  return left === 0 ? whole : `${whole}.${fraction.slice(0, left)}`
}
