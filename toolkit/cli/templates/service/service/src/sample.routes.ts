import { samplesContract } from '@portico/samples-contract'
import { findVersion, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { SampleStore } from './sample.store.ts'

const { routes } = samplesContract

export function sampleRoutes(app: ServiceApp, { database }: ServiceContext) {
  const inTenant = <T>(tenantId: string, work: (samples: SampleStore) => Promise<T>) =>
    database.tenant(tenantId, tx => work(new SampleStore(tx, tenantId)))

  app.route({
    ...routes.readSamples,
    handler: async ({ caller: { tenantId }, body: { ids } }) => ({
      items: await inTenant(tenantId, samples => samples.listByIds(ids)),
    }),
  })

  app.route({
    ...routes.putSample,
    handler: ({ caller: { tenantId }, headers, params: { id }, body }) => {
      const version = findVersion(headers)
      return inTenant(tenantId, samples => samples.put(id, version, body))
    },
  })
}
