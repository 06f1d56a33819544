import { expect, test } from 'vitest'
import { contractFaults } from '../src/migrations/contract-faults.ts'

const lines = async (sql: string) => (await contractFaults(sql)).map(({ message }) => message.split(';')[0])

test.each([
  ['drop table orders', 'drops a table that old code may use'],
  ['drop view totals', 'drops a view that old code may use'],
  ['drop function f(int)', 'drops a function that old code may use'],
  ['alter table orders drop column note', /^drops a column/],
  ['alter table orders drop column if exists note cascade', /^drops a column/],
  ['alter table orders rename column note to text', /^renames a column/],
  ['alter table orders rename to purchase', /^renames a table/],
  ['alter table orders add column a int not null', /^adds a column that must not be null/],
  ['alter table orders add column a int unique', /^adds a unique column/],
  ['alter table orders alter column note set not null', /^forbids null/],
  ['alter table orders alter column note type varchar(10)', /^changes a type/],
  ['alter table orders alter column note drop default', /default that old code may rely on/],
  ['alter table orders add constraint c check (total > 0)', /^adds a constraint that is checked/],
  ['alter table orders add foreign key (a) references other (id)', /^adds a constraint that is checked/],
  ['alter table orders add unique (tenant_id, number)', /^adds a key/],
  ['create unique index on orders (tenant_id, number)', /^makes unique/],
  ['truncate orders', 'empties a table'],
  ['do $$ begin perform 1; end $$', /no check can read/],
])('%s is refused', async (sql, reason) => {
  expect(await lines(sql)).toEqual([typeof reason === 'string' ? reason : expect.stringMatching(reason)])
})

test.each([
  'alter table orders add column note text',
  "alter table orders add column note text not null default ''",
  'alter table orders alter column note drop not null',
  "alter table orders alter column note set default ''",
  'alter table orders add constraint c check (total > 0) not valid',
  'alter table orders validate constraint c',
  'alter table orders drop constraint c',
  'create index on orders (tenant_id, note)',
  'drop index orders_note',
  "create table item (id text not null); alter table item add primary key (id); call portico_protect('item')",
  '-- contract: since 1.8.0, which no longer reads it\nalter table orders drop column note',
])('%s is let pass', async sql => {
  expect(await lines(sql)).toEqual([])
})

test('a fault names the line of its statement, also behind letters of several bytes', async () => {
  const sql = '-- 订单\nselect 1;\n\n-- why\nalter table orders\n  drop column note;\n'
  expect(await contractFaults(sql)).toEqual([
    { line: 5, message: expect.stringContaining('"-- contract: since <version>"') },
  ])
})
