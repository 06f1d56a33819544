import { BUS_SCHEMA, Bus, defineService, installBus, SERVICE_PORTS } from '@portico/service-kit'
import { followShipments } from './events/shipments.ts'
import { addExportRoutes } from './routes/exports.ts'
import { addMovementRoutes } from './routes/movements.ts'
import { addReservationRoutes } from './routes/reservations.ts'
import { addRuleRoutes } from './routes/rules.ts'
import { addStockRoutes } from './routes/stock.ts'
import { addUploadRoutes } from './routes/uploads.ts'
import { addWarehouseRoutes } from './routes/warehouses.ts'
import { uploadEnds } from './uploads/ends.ts'

/** Stock by warehouse, its ledger, and what orders hold of it. */
export const inventory = defineService({
  name: 'inventory',
  port: SERVICE_PORTS.inventory,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  sharedSchemas: [BUS_SCHEMA],
  installs: [installBus],
  clearings: ({ env }) => uploadEnds(env),
  routes(app, service) {
    addWarehouseRoutes(app, service)
    addStockRoutes(app, service)
    addRuleRoutes(app, service)
    addMovementRoutes(app, service)
    addUploadRoutes(app, service)
    addExportRoutes(app, service)
    addReservationRoutes(app, service)
    const bus = new Bus(service)
    followShipments(bus)
    bus.attach(app)
  },
})
