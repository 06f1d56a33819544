import { runService } from '@portico/service-kit'
import { release } from './service.ts'

await runService(release)
