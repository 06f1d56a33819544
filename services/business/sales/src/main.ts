import { runService } from '@portico/service-kit'
import { sales } from './service.ts'

await runService(sales)
