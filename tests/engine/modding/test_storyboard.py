"""What a storyboard uses."""

from __future__ import annotations

from engine.modding.storyboard import StorySample, read_storyboard


def test_sprites_and_frames_of_animations() -> None:
    lines = [
        'Sprite,Background,Centre,"sb\\dot.png",320,240',
        " F,0,0,100,1",
        'Animation,Foreground,Centre,"run.jpg",320,240,3,100,LoopForever',
        '4,0,1,"sb/dot.png",0,0',
    ]
    assert read_storyboard(lines).images == ("sb/dot.png", "run0.jpg", "run1.jpg", "run2.jpg")


def test_samples_have_a_time_and_a_volume() -> None:
    lines = ['Sample,1500,0,"clap.wav",60', '5,2000,0,"kick.wav"']
    assert read_storyboard(lines).samples == (
        StorySample(1500, "clap.wav", 60),
        StorySample(2000, "kick.wav", 100),
    )


def test_variables_are_put_in() -> None:
    assert read_storyboard(["$dot=sb/dot.png", 'Sprite,Pass,Centre,"$dot",0,0']).images == ("sb/dot.png",)


def test_background_video_breaks_and_nonsense_are_none() -> None:
    lines = [
        '0,0,"bg.jpg",0,0',
        'Video,0,"v.mp4"',
        "2,100,900",
        "Sprite,",
        "Sample,nan,0,x",
        "Animation,a,b,c,d,e,f",
    ]
    assert read_storyboard(lines).images == ()
    assert read_storyboard(lines).samples == ()
