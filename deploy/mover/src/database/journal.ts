import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { escapeIdentifier, escapeLiteral } from 'pg'
import { MoveFault } from '../faults/move-fault.ts'
import { type CellDatabase, sqlState } from './cell-database.ts'
import type { Key } from './rows.ts'
import type { TenantTable } from './tables.ts'

/** `copying`: the tenant is here; `switched`: it is in the other cell; `done`: what is left here are old rows; `cleared`: not even those. */
export type MoveStep = 'copying' | 'switched' | 'done' | 'cleared'

export interface MoveRecord {
  tenantId: string
  to: string
  generation: number
  step: MoveStep
  /** Table -> the key up to which it is copied; null: all of it. */
  progress: Record<string, Key | null>
}

interface Change {
  id: string
  table: string
  key: Key
}

const LOCKED = '55P03'
/** A trigger waits for what writes to its table, and all that come later wait for it: not for long, and then again. */
const LOCK_TIMEOUT = `set local lock_timeout = '300ms'`
const LOCK_TRIES = 100
const LOCK_PAUSE_MS = 200

/** Beside the schemas of services, in the database that a tenant leaves. Its rows are the mover's alone. */
const SCHEMA = `
  create schema if not exists portico_move;
  create table if not exists portico_move.move (
    tenant_id text primary key,
    to_cell text not null,
    generation integer not null,
    step text not null,
    progress jsonb not null default '{}',
    started_at timestamptz not null default now(),
    switched_at timestamptz
  );
  create table if not exists portico_move.change (
    id bigint generated always as identity primary key,
    tenant_id text not null,
    tab text not null,
    key jsonb not null
  );
  create index if not exists change_by_tenant on portico_move.change (tenant_id, id);
  create table if not exists portico_move.parked (
    tenant_id text not null,
    tab text not null,
    row text not null
  );
  create index if not exists parked_by_tenant on portico_move.parked (tenant_id);
  create or replace function portico_move.note() returns trigger language plpgsql security definer
    set search_path = pg_catalog as $$
  declare
    changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    key text[] := '{}';
  begin
    for place in 1 .. tg_nargs - 1 loop
      key := key || (changed ->> tg_argv[place]);
    end loop;
    insert into portico_move.change (tenant_id, tab, key) values (changed ->> 'tenant_id', tg_argv[0], to_jsonb(key));
    if tg_op = 'UPDATE' then
      changed := to_jsonb(old);
      key := '{}';
      for place in 1 .. tg_nargs - 1 loop
        key := key || (changed ->> tg_argv[place]);
      end loop;
      insert into portico_move.change (tenant_id, tab, key) values (changed ->> 'tenant_id', tg_argv[0], to_jsonb(key));
    end if;
    return null;
  end $$`

/** What the mover keeps in the database that the tenant leaves: how far it is, and which rows have changed since they were copied. */
export class Journal {
  readonly #database: CellDatabase

  constructor(database: CellDatabase) {
    this.#database = database
  }

  async install(): Promise<void> {
    await this.#database.run(SCHEMA)
  }

  async isInstalled(): Promise<boolean> {
    const found = await this.#database.find<{ there: string | null }>(
      `select to_regclass('portico_move.move')::text as there`,
    )
    return Boolean(found?.there)
  }

  async find(tenantId: string): Promise<MoveRecord | null> {
    if (!(await this.isInstalled())) return null
    const found = await this.#database.find<Record<string, string>>(
      'select to_cell as "to", generation, step, progress from portico_move.move where tenant_id = $1',
      [tenantId],
    )
    if (!found) return null
    const { to = '', generation, step, progress = '{}' } = found
    return {
      tenantId,
      to,
      generation: Number(generation),
      step: step as MoveStep,
      progress: JSON.parse(progress) as MoveRecord['progress'],
    }
  }

  /** In place of an earlier move of the tenant that has ended. */
  async begin({ tenantId, to, generation }: MoveRecord): Promise<void> {
    await this.#database.run(
      `insert into portico_move.move (tenant_id, to_cell, generation, step) values ($1, $2, $3, 'copying')
       on conflict (tenant_id) do update set to_cell = excluded.to_cell, generation = excluded.generation,
         step = excluded.step, progress = '{}', started_at = now(), switched_at = null`,
      [tenantId, to, generation],
    )
  }

  async noteProgress({ tenantId, progress }: MoveRecord): Promise<void> {
    await this.#database.run('update portico_move.move set progress = $2 where tenant_id = $1', [
      tenantId,
      JSON.stringify(progress),
    ])
  }

  async noteStep(tenantId: string, step: MoveStep): Promise<void> {
    await this.#database.run(
      `update portico_move.move set step = $2,
         switched_at = case when $2 = 'switched' then now() else switched_at end where tenant_id = $1`,
      [tenantId, step],
    )
  }

  async forget(tenantId: string): Promise<void> {
    await this.#database.run('delete from portico_move.move where tenant_id = $1', [tenantId])
  }

  /** From its commit on each row of the tenant that is written is noted, in the transaction that writes it. */
  async watch(tables: readonly TenantTable[], tenantId: string): Promise<void> {
    for (const table of tables) await this.#underLock(() => this.#watchTable(table, tenantId))
  }

  async unwatch(tables: readonly TenantTable[], tenantId: string): Promise<void> {
    for (const { name } of tables)
      await this.#underLock(async () => {
        for (const { trigger } of triggersOf(tenantId))
          await this.#database.run(`drop trigger if exists ${trigger} on ${name}`)
      })
    await this.#database.run('delete from portico_move.change where tenant_id = $1', [tenantId])
  }

  /** The oldest that were not forgotten. */
  async listChanges(tenantId: string, limit: number): Promise<Change[]> {
    const rows = await this.#database.list<{ id: string; table: string; key: string }>(
      `select id, tab as "table", key from portico_move.change where tenant_id = $1 order by id limit $2`,
      [tenantId, limit],
    )
    return rows.map(({ id, table, key }) => ({ id, table, key: JSON.parse(key) as string[] }))
  }

  async forgetChanges(ids: readonly string[]): Promise<void> {
    await this.#database.run('delete from portico_move.change where id = any($1)', [ids])
  }

  async #watchTable({ name, keys }: TenantTable, tenantId: string): Promise<void> {
    const literal = escapeLiteral(tenantId)
    const names = keys.map(key => escapeLiteral(unquoted(key.name)))
    const given = [escapeLiteral(name), ...names].join(', ')
    for (const { trigger, event, row } of triggersOf(tenantId))
      await this.#database.run(
        `create or replace trigger ${trigger} after ${event} on ${name} for each row
         when (${row}.tenant_id = ${literal}) execute function portico_move.note(${given})`,
      )
  }

  async #underLock(work: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#database.transaction(work, LOCK_TIMEOUT)
      } catch (error) {
        if (sqlState(error) !== LOCKED) throw error
        if (tries === LOCK_TRIES)
          throw new MoveFault(
            'MOVE_LOCKED',
            'A table is written to all the time, so that its triggers could not be set. Run the command again; it goes on.',
            { cause: error },
          )
        await sleep(LOCK_PAUSE_MS)
      }
    }
  }
}

/** Of one tenant: several may be moved at once. */
function triggersOf(tenantId: string) {
  const id = createHash('sha256').update(tenantId).digest('hex').slice(0, 12)
  return [
    { event: 'insert', row: 'new' },
    { event: 'update', row: 'new' },
    { event: 'delete', row: 'old' },
  ].map(each => ({ ...each, trigger: escapeIdentifier(`portico_move_${id}_${each.event}`) }))
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier
}
