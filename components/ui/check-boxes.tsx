export type CheckBox = { value: string; label: string; checked: boolean }

type CheckBoxesProps = { name: string; legend: string; boxes: readonly CheckBox[] }

/** Native boxes under one legend, for a form of a page for staff. */
export const CheckBoxes = ({ name, legend, boxes }: CheckBoxesProps) => (
  <fieldset className="flex flex-col gap-2">
    <legend className="mb-2 text-body font-semibold">{legend}</legend>
    <div className="flex flex-wrap gap-x-6">
      {boxes.map(({ value, label, checked }) => (
        <label key={value} className="flex min-h-control items-center gap-2">
          <input type="checkbox" name={name} value={value} defaultChecked={checked} className="size-icon shrink-0" />
          {label}
        </label>
      ))}
    </div>
  </fieldset>
)
