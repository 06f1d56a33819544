import { runService } from '@portico/service-kit'
import { service } from './service.ts'

await runService(service)
