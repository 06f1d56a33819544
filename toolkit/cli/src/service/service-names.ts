export interface ServiceNames {
  /** Of the service, such as `reviews`: also its database schema and its part of the graph. */
  service: string
  /** What it keeps, such as `review`. */
  entity: string
}
