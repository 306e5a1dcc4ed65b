// The live lane of every stream of both vendors under every fault.
import { everyFault } from './every-fault.ts'

everyFault('live')
