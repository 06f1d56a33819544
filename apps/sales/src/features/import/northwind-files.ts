import { GraphError } from '@portico/micro-app'

const NAMES = ['orders', 'order_details', 'products', 'customers'] as const
export type NorthwindName = (typeof NAMES)[number]

/** The four files by what they hold, whatever case or hyphen their names have; anything but the full set is refused. */
export function northwindSetOf(files: File[]): Record<NorthwindName, File> {
  const byName = new Map(files.map(file => [nameOf(file), file]))
  const get = (name: NorthwindName): File => {
    const file = byName.get(name)
    if (!file) throw new GraphError('NORTHWIND_INCOMPLETE', `No ${name} among the files`)
    return file
  }
  return {
    orders: get('orders'),
    order_details: get('order_details'),
    products: get('products'),
    customers: get('customers'),
  }
}

function nameOf(file: File): string {
  return file.name
    .toLowerCase()
    .replace(/\.csv$/, '')
    .replaceAll(/[\s-]/g, '_')
}

/** One file is sent as it is; several must be the Northwind set, and become one file with a line for each order detail. */
export async function oneFileOf(files: File[]): Promise<File> {
  const [first] = files
  if (first !== undefined && files.length === 1) return first
  const set = northwindSetOf(files)
  const [orders, orderDetails, products, customers] = await Promise.all(
    [set.orders, set.order_details, set.products, set.customers].map(file => file.text()),
  )
  // Fetched only when asked for: hardly any user brings these files.
  const { joinNorthwind, NorthwindError } = await import('@portico/northwind')
  try {
    const joined = joinNorthwind({
      orders: orders ?? '',
      orderDetails: orderDetails ?? '',
      products: products ?? '',
      customers: customers ?? '',
    })
    return new File([joined], 'northwind.csv', { type: 'text/csv' })
  } catch (cause) {
    if (!(cause instanceof NorthwindError)) throw cause
    throw new GraphError(cause.code, cause.message, [], { cause })
  }
}
