import { LoaderCircle } from 'lucide-react'
import './spinner.css'

/** Turns while something is under way; say beside it what. */
export function Spinner() {
  return <LoaderCircle className="spinner" />
}
