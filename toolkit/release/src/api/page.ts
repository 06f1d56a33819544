export interface Page<Item> {
  items: Item[]
  /** For `?after=`; null at the end. */
  nextCursor: string | null
}
