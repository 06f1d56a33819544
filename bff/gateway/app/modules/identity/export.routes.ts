import { identityContract } from '@portico/identity-contract'
import { exportRoute } from '../shared/export-route.ts'

const { routes } = identityContract
const PEOPLE = { permission: 'people.user.read', contract: identityContract }

export const exportRoutes = [
  exportRoute({ ...PEOPLE, name: 'users', route: routes.exportUsers }),
  exportRoute({ ...PEOPLE, name: 'roles', route: routes.exportRoles }),
  exportRoute({
    name: 'changes',
    permission: 'people.audit.read',
    contract: identityContract,
    route: routes.exportAudit,
  }),
]
