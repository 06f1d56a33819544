import { identityContract } from '@portico/identity-contract'
import { exportRoute } from '../shared/export-route.ts'

const { service, routes } = identityContract
const PEOPLE = { permission: 'people.user.read', service }

export const exportRoutes = [
  exportRoute({ ...PEOPLE, name: 'users', path: routes.exportUsers.url, filters: ['search'] }),
  exportRoute({ ...PEOPLE, name: 'roles', path: routes.exportRoles.url, filters: [] }),
  exportRoute({
    name: 'changes',
    permission: 'people.audit.read',
    service,
    path: routes.exportAudit.url,
    filters: ['userId', 'action', 'from', 'until'],
  }),
]
