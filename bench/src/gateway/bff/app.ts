import { gatewayBoot } from '@portico/bff-framework/egg'
import { dashboard } from './dashboard-module.ts'

export default gatewayBoot([dashboard])
