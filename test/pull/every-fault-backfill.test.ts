// The backfill lane of every stream of both vendors that has a past, under every fault.
import { everyFault } from './every-fault.ts'

everyFault('backfill')
