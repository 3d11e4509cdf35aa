import classes from './import-dialog.module.css'

interface Props {
  readonly label: string
  /** From 0 to 1. */
  readonly share: number
}

/** How far long work is. */
export const ProgressBar = ({ label, share }: Props) => (
  <div
    className={classes.bar}
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(share * 100)}
  >
    <div className={classes.done} style={{ transform: `scaleX(${share})` }} />
  </div>
)
