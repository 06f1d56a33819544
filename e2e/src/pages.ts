/** Address, and the heading that says the page is there. */
type PageOf = readonly [address: string, heading: string]

export const MERCHANT_PAGES: readonly PageOf[] = [
  ['/workbench', 'Workbench'],
  ['/sales/orders', 'Orders'],
  ['/sales/orders/new', 'New order'],
  ['/sales/report', 'Sales report'],
  ['/sales/import', 'Import orders'],
  ['/catalog/products', 'Products'],
  ['/catalog/products/new', 'New product'],
  ['/inventory/stock', 'Stock'],
  ['/inventory/upload', 'Stock from a file'],
  ['/inventory/settings', 'Stock settings'],
  ['/inventory/movements', 'Stock movements'],
  ['/inventory/low', 'Low stock'],
  ['/team/users', 'Users'],
  ['/team/roles', 'Roles'],
  ['/team/audit', 'Change log'],
  ['/team/single-sign-on', 'Single sign-on'],
  ['/account', 'My account'],
]

export const OPERATOR_PAGES: readonly PageOf[] = [
  ['/console/releases', 'Releases'],
  ['/console/releases/new', 'New release'],
  ['/console/explain', 'Explain'],
  ['/console/artifacts', 'Artifacts'],
  ['/console/snapshots', 'Snapshots'],
  ['/console/incidents', 'Incidents'],
  ['/console/traffic', 'Traffic'],
  ['/console/operations', 'Operations'],
  ['/console/service-map', 'Service map'],
  ['/console/traces', 'Traces'],
  ['/console/interventions', 'Interventions'],
  ['/console/audit', 'Audit'],
  ['/console/tenants', 'Tenants'],
  ['/console/webhooks', 'Webhooks'],
  ['/console/instances', 'Instances and tokens'],
]
