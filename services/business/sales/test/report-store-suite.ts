import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  BEGINNING,
  type CopyBatch,
  type ReportCopy,
  type ReportStore,
} from '../src/reports/store/report-store.ts'

const FIRST = { transaction: '10', documentId: 'd1' }
const SECOND = { transaction: '11', documentId: 'd2' }
const JANUARY = { month: '2026-01', startsAt: '2025-12-31T16:00:00Z', endsAt: '2026-01-31T16:00:00Z' }
const FEBRUARY = { month: '2026-02', startsAt: '2026-01-31T16:00:00Z', endsAt: '2026-02-28T16:00:00Z' }
const QUESTION = { months: [JANUARY, FEBRUARY], products: 2 }

function batchOf(
  id: string,
  total: string,
  { at = '2026-01-10T00:00:00Z', kind = 'ORDER', status = 'CLOSED' } = {},
): CopyBatch {
  const orderedAtUs = `${Date.parse(at)}000`
  return {
    documents: [{ id, kind, status, orderedAtUs, total }],
    lines: [{ documentId: id, productId: `p-${id}`, quantity: '1.5000', amount: total }],
  }
}

/** What every store of copies must do. `make` gives one over the same copies each time. */
export function describeReportStore(make: () => ReportStore) {
  let store: ReportStore
  const open: ReportCopy[] = []
  const openCopy = async (tenantId: string) => {
    const copy = await store.open(tenantId)
    open.push(copy)
    return copy
  }
  const begun = async (tenantId: string) => {
    const copy = await openCopy(tenantId)
    await copy.begin({ source: 'db', begunAt: '9' })
    return copy
  }

  beforeEach(() => {
    store = make()
  })
  afterEach(async () => {
    for (const copy of open.splice(0)) await copy.close()
    for (const { tenantId } of await store.list()) await store.forget(tenantId)
  })

  describe('a store of copies for reports', () => {
    it('writes documents and position together, and a batch that comes again not at all', async () => {
      const copy = await begun('t_a')
      expect(await copy.apply(BEGINNING, FIRST, batchOf('d1', '10.05'))).toBe(true)
      expect(await copy.apply(BEGINNING, FIRST, batchOf('d1', '10.05'))).toBe(false)
      const broken = {
        ...batchOf('d2', '1.00'),
        lines: [{ documentId: 'd2', productId: 'p', quantity: 'x', amount: '1' }],
      }
      await expect(copy.apply(FIRST, SECOND, broken)).rejects.toThrow()
      expect(await copy.state()).toMatchObject({ position: FIRST, documents: 1, asOf: null })
      const { months } = await copy.report(QUESTION)
      expect(months.map(({ total }) => total)).toEqual(['10.05', '0.00'])
    })

    it('puts a document in the place of what it was, with its lines', async () => {
      const copy = await begun('t_a')
      await copy.apply(BEGINNING, FIRST, batchOf('d1', '10.00'))
      await copy.apply(FIRST, SECOND, batchOf('d1', '7.25', { status: 'CANCELLED' }))
      expect(await copy.report(QUESTION)).toMatchObject({
        months: [{ orderCount: 0, total: '0.00' }, {}],
        statuses: [{ kind: 'ORDER', status: 'CANCELLED', count: 1, total: '7.25' }],
        products: [],
      })
      expect(await copy.sums([])).toEqual([
        { key: '2026-01/ORDER/CANCELLED', documents: 1, total: '7.25', quantity: '1.5000', amount: '7.25' },
      ])
      expect(await copy.sums(['d1'])).toEqual([])
    })

    it('counts months from the instants where they begin, credit notes as what they take away, to the cent', async () => {
      const copy = await begun('t_a')
      const batches = [
        batchOf('before', '1000.00', { at: '2025-12-31T15:59:59.999Z' }),
        batchOf('first', '99999999999999999999.99', { at: '2025-12-31T16:00:00Z' }),
        batchOf('note', '-0.01', { at: '2026-01-31T15:59:59.999Z', kind: 'CREDIT_NOTE' }),
        batchOf('next', '0.10', { at: '2026-01-31T16:00:00Z' }),
        batchOf('draft', '5.00', { status: 'DRAFT' }),
        batchOf('after', '1000.00', { at: '2026-02-28T16:00:00Z' }),
      ]
      const all = {
        documents: batches.flatMap(({ documents }) => documents),
        lines: batches.flatMap(({ lines }) => lines),
      }
      await copy.apply(BEGINNING, FIRST, all)
      expect(await copy.report(QUESTION)).toEqual({
        months: [
          { month: '2026-01', orderCount: 1, total: '99999999999999999999.98', creditTotal: '-0.01' },
          { month: '2026-02', orderCount: 1, total: '0.10', creditTotal: '0.00' },
        ],
        statuses: [
          { kind: 'CREDIT_NOTE', status: 'CLOSED', count: 1, total: '-0.01' },
          { kind: 'ORDER', status: 'CLOSED', count: 2, total: '100000000000000000000.09' },
          { kind: 'ORDER', status: 'DRAFT', count: 1, total: '5.00' },
        ],
        products: [
          { productId: 'p-first', quantity: '1.5', total: '99999999999999999999.99' },
          { productId: 'p-next', quantity: '1.5', total: '0.10' },
        ],
      })
    })

    it('keeps what it holds when it is opened again, and nothing of a copy that was begun anew or forgotten', async () => {
      const copy = await begun('t_a')
      await copy.apply(BEGINNING, FIRST, batchOf('d1', '10.00'))
      await copy.settle(FIRST, '2026-03-01T00:00:00Z')
      await copy.settle(SECOND, '2026-04-01T00:00:00Z')
      await copy.noteCheck('2026-03-02T00:00:00Z', 3)
      await copy.close()
      open.length = 0
      store = make()
      const again = await openCopy('t_a')
      expect(await again.state()).toEqual({
        ...{ source: 'db', begunAt: '9', position: FIRST, documents: 1 },
        ...{ asOf: '2026-03-01T00:00:00Z', checkedAt: '2026-03-02T00:00:00Z', differences: 3 },
      })
      await again.begin({ source: 'other', begunAt: '20' })
      expect(await again.state()).toMatchObject({
        position: BEGINNING,
        documents: 0,
        asOf: null,
        checkedAt: null,
        differences: 0,
      })
      await again.close()
      open.length = 0
      await store.forget('t_a')
      expect(await (await openCopy('t_a')).state()).toBeNull()
    })

    it('shows a tenant nothing of another, whatever the tenant is called', async () => {
      const names = ['t_a', 't_b', '../t_a', '', "t_a' or '1'='1", '/etc', 'T_A']
      for (const name of names) {
        const copy = await begun(name)
        await copy.apply(BEGINNING, FIRST, batchOf(`of ${name}`, '1.00'))
        const { products } = await copy.report(QUESTION)
        expect(products.map(({ productId }) => productId)).toEqual([`p-of ${name}`])
        await copy.close()
        open.length = 0
      }
      expect((await store.list()).map(({ tenantId }) => tenantId).sort()).toEqual([...names].sort())
    })
  })
}
