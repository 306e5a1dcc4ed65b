// The rail as a menu, on small screens.
import { Dialog } from 'radix-ui'
import { Rail } from './rail.tsx'

/** Slides in from the left; following a link or Escape closes it. */
export default function RailMenu({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="rail-menu" aria-describedby={undefined}>
          <Dialog.Title className="sr">Menu</Dialog.Title>
          <Rail onGo={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
