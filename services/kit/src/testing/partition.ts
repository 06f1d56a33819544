import { partitionTables } from '../database/partition.ts'

/** Of every tenant's table of the schema, in three: what a service does on tables, it does on partitions. */
export function partitionSchema(url: string, schema: string): Promise<string[]> {
  return partitionTables({ url, schema, parts: 3 })
}
