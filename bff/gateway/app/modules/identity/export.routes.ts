import { exportRoute } from '../shared/export-route.ts'

const PEOPLE = { permission: 'people.user.read', service: 'identity' }

export const exportRoutes = [
  exportRoute({ ...PEOPLE, name: 'users', path: '/users/export', filters: ['search'] }),
  exportRoute({ ...PEOPLE, name: 'roles', path: '/roles/export', filters: [] }),
  exportRoute({
    name: 'changes',
    permission: 'people.audit.read',
    service: 'identity',
    path: '/audit/export',
    filters: ['userId', 'action', 'from', 'until'],
  }),
]
