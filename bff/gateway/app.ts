import { gatewayBoot } from '@portico/bff-framework/egg'
import { modules } from './app/modules/index.ts'

export default gatewayBoot(modules)
