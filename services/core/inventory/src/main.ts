import { runService } from '@portico/service-kit'
import { inventory } from './service.ts'

await runService(inventory)
