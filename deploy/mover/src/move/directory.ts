import type { ServiceInstance, TenantCell } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import { bodyText, FixedClient } from '@portico/service-client'
import { type AnswerOf, answerSchemaOf, type Route, targetOf } from '@portico/service-contract'
import { Check } from 'typebox/value'
import { MoveFault } from '../faults/move-fault.ts'

const TIMEOUT_MS = 10_000
/** Where a gateway passes the release service's routes on. */
const PREFIX = '/api/release'
const { getTenantCell, listInstances, putTenantCell } = releaseContract.routes

export type ServingInstance = Pick<ServiceInstance, 'service' | 'cell' | 'isHealthy'>

/** Says which cell a tenant is in. What asks must be an operator. */
export interface Directory {
  read(tenantId: string): Promise<TenantCell>
  write(cell: TenantCell): Promise<void>
  /** Who serves calls, and in which cell; without one: by settings that know of no cells. */
  listInstances(): Promise<readonly ServingInstance[]>
}

/** The release service's, through a gateway. Throws MOVE_REFUSED, PLATFORM_UNREACHABLE. */
export class ReleaseDirectory implements Directory {
  readonly #client: FixedClient
  readonly #token: string

  constructor({ url, token }: { url: string; token: string }) {
    this.#client = new FixedClient('gateway', url)
    this.#token = token
  }

  read(tenantId: string): Promise<TenantCell> {
    return this.#ask(getTenantCell, { params: { tenantId } })
  }

  async write({ tenantId, cell, generation }: TenantCell): Promise<void> {
    await this.#ask(putTenantCell, { params: { tenantId } }, { cell, generation })
  }

  async listInstances(): Promise<readonly ServingInstance[]> {
    return (await this.#ask(listInstances, {})).items
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  async #ask<R extends Route>(
    route: R,
    asked: { params?: Record<string, string> },
    body?: object,
  ): Promise<AnswerOf<R>> {
    const attempt = await this.#client.send({
      method: route.method,
      path: PREFIX + targetOf(route, asked),
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
      timeoutMs: TIMEOUT_MS,
    })
    if (attempt.outcome !== 'answered')
      throw new MoveFault(
        'PLATFORM_UNREACHABLE',
        'The gateway does not answer. Check PORTICO_URL and run the command again; it goes on.',
        { cause: attempt.cause },
      )
    const answer = parse(bodyText(attempt.answer))
    if (attempt.answer.status < 300 && Check(answerSchemaOf(route), answer)) return answer as AnswerOf<R>
    throw new MoveFault(
      'MOVE_REFUSED',
      `The release service refused (${describe(attempt.answer.status, answer)}).`,
    )
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function describe(status: number, answer: unknown): string {
  const { code, detail, message } = (answer ?? {}) as Record<string, unknown>
  return [status, code, detail ?? message].filter(Boolean).join(' ')
}
