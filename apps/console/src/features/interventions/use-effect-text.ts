import type { InterventionEffect } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { useTenantName } from '../directory/tenant-names.ts'
import { interventionsMessages } from './interventions.messages.ts'

/** What an intervention does, in a few words; a tenant by name once the directory has said it. */
export function useEffectText(effect: InterventionEffect): string {
  const t = useMessages(interventionsMessages)
  const { integer } = useFormats()
  const id = effect.kind === 'weigh' ? '' : (effect.tenant ?? '')
  const tenant = useTenantName(id)?.name ?? id
  const ofTenant = tenant === '' ? '' : t.ofTenant(tenant)
  switch (effect.kind) {
    case 'limit':
      return t.limitText(`${effect.operation ?? t.allCalls}${ofTenant}`, integer(effect.perSecond))
    case 'block':
      return t.blockText(`${effect.operation}${ofTenant}`)
    case 'degrade':
      return t.degradeText(`${effect.field}${ofTenant}`)
    case 'weigh':
      return effect.percent === 0
        ? t.drainText(effect.instance)
        : t.weighText(effect.instance, `${integer(effect.percent)} %`)
    case 'budget':
      return `${t.budgetText(`${integer(effect.percent)} %`)}${ofTenant}`
  }
}
