import type { ShellServices } from '@portico/micro-app'
import { randomKey } from '@portico/shared-ui'
import { CreateCustomer, CustomerCount, Customers, type CustomersQuery } from '../graph/graph.generated.ts'

export type CustomerPage = CustomersQuery['customers']

/** The first twenty by name; `search` matches code and name, empty asks for all. */
export async function listCustomers(
  { graph }: ShellServices,
  search: string,
  signal: AbortSignal,
): Promise<CustomerPage> {
  const { customers } = await graph.execute(Customers, { search: search.trim() || null }, { signal })
  return customers
}

export async function countCustomers({ graph }: ShellServices, signal: AbortSignal): Promise<number> {
  const { customers } = await graph.execute(CustomerCount, {}, { signal })
  return customers.totalCount
}

/** One attempt to save what is in the form; its key makes a repeated attempt harmless. */
export class CustomerToSave {
  readonly #key = randomKey()

  /** Answers the name that was kept, and sends word to all open apps. Rejects with a GraphError. */
  async save({ graph, events }: ShellServices, form: FormData): Promise<string> {
    const input = { name: textOf(form, 'name'), country: textOf(form, 'country') || null }
    const { createCustomer } = await graph.execute(CreateCustomer, { input, idempotencyKey: this.#key })
    events.emit('template-name.customer.added', { customerId: createCustomer.id })
    return createCustomer.name
  }
}

function textOf(form: FormData, field: string): string {
  return String(form.get(field) ?? '').trim()
}
