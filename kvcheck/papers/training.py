"""What a training plan says: what is taught to whom."""

from kvcheck.language.text import Text
from kvcheck.papers.journey import Journey
from kvcheck.papers.parts import IN_LETTERS, say_task
from kvcheck.papers.said import Draft


def has_training(journey: Journey) -> bool:
    """Whether the trip teaches anybody anything."""
    return any(task.choice("mode") == "train" for task in journey.tasks)


def training(draft: Draft, journey: Journey) -> None:
    """Every activity that teaches, and what is taught in it."""
    part = "training"
    for task in journey.tasks:
        if task.choice("mode") != "train":
            continue
        say_task(draft, part, task, IN_LETTERS)
        content = task.chosen("content")
        number = task.result.number
        draft.say(
            part,
            Text("What ({number}) teaches: {content}.", "({number})의 교육 내용은 {content}입니다.", number=number),
            content=content,
        )


NO_TRAINING = Text(
    "no activity teaches anybody, so there is no training plan", "교육 활동이 없어 교육계획서가 없습니다"
)
